import type { AttemptId, JobId } from '@videoexpress/job-schema';

/** What an attempt may write into the object storage: fixed before the engine is called, so that a restart finds it. */
export interface RenderKeys {
  readonly video: string;
  readonly poster: string;
  /** What the worker answers, so that an attempt which was sent twice is rendered once. */
  readonly result: string;
  /** Which worker's job has begun it. */
  readonly claim: string;
}

/** What an attempt to publish puts there for a service to fetch. @param extension with its dot */
export function postKey(attemptId: AttemptId, extension: string): string {
  return `posts/${attemptId}${extension}`;
}

/** The four keys of an attempt. */
export function renderKeys(jobId: JobId, attemptId: AttemptId): RenderKeys {
  const stem = `renders/${jobId}/${attemptId}`;
  return { video: `${stem}.mp4`, poster: `${stem}.webp`, result: `${stem}.json`, claim: `${stem}.claim.json` };
}
