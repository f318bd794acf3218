import type { RenderRef } from '../engines/render-engine.ts';
import type { Work } from './job-store.ts';

/** How an engine is asked about the attempt that a job is in. */
export function renderRef({ attempt }: Work, remoteId: string): RenderRef {
  return { attemptId: attempt.id, jobId: attempt.jobId, remoteId };
}
