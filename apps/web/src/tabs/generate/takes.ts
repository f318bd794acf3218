import type { Asset, AssetId, Job } from '@videoexpress/job-schema';

/** One clip of several that have the same prompt. */
export interface Take {
  readonly asset: AssetId;
  /** Null where the job was removed from the history; the clip is in the library all the same. */
  readonly job: string | null;
  readonly at: string;
}

function promptOf(job: Job): string {
  const prompt = job.input['prompt'];
  return typeof prompt === 'string' ? prompt.trim() : '';
}

/** The clips with a job's prompt, the oldest first; none where it has no prompt. */
export function takesOf(shown: Job, jobs: readonly Job[], clips: readonly Asset[]): readonly Take[] {
  const prompt = promptOf(shown);
  if (prompt === '') return [];
  const takes = new Map<AssetId, Take>();
  for (const { id, jobId, createdAt, origin, deletedAt } of clips) {
    if (origin?.prompt?.trim() !== prompt || deletedAt !== undefined) continue;
    takes.set(id, { asset: id, job: jobId ?? null, at: createdAt });
  }
  for (const job of [shown, ...jobs]) {
    const [asset] = job.output.assetIds;
    if (job.state !== 'succeeded' || asset === undefined || promptOf(job) !== prompt || takes.has(asset)) continue;
    takes.set(asset, { asset, job: job.id, at: job.finishedAt ?? job.createdAt });
  }
  return [...takes.values()].toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
}
