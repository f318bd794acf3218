import {
  type WorkerClaim,
  workerClaimSchema,
  type WorkerDuplicate,
  type WorkerOrder,
  type WorkerResult,
  workerResultSchema,
  workerSchemaVersion,
} from '@videoexpress/job-schema/worker';
import { putObject, readObject } from './order-links.ts';

/** How everything begins that a light worker says. */
export const head = { schema_version: workerSchemaVersion, worker_version: '0.0.0-light' } as const;

/**
 * The first act of a worker: the result of an earlier run of this attempt, or whose claim stands in the way, or null: the claim
 * is its own now, and it is to render.
 */
export async function claimAttempt(
  order: WorkerOrder,
  remoteId: string,
  signal: AbortSignal,
): Promise<WorkerResult | WorkerDuplicate | null> {
  const { upload } = order.output;
  if (upload.type === 'inline') return null;
  const { attempt_id } = order;
  const result = await readObject(upload.result_get_url, workerResultSchema, signal);
  if (result !== null && result.attempt_id === attempt_id) return result;
  const before = await readObject(upload.claim_get_url, workerClaimSchema, signal);
  if (before === null) {
    const claim: WorkerClaim = { type: 'claim', ...head, attempt_id, remote_id: remoteId };
    await putObject(upload.claim_put_url, JSON.stringify(claim), 'application/json', signal, { onlyIfNew: true });
  }
  // Read back: where the storage ignores the condition, whoever wrote last has it.
  const holder = before ?? (await readObject(upload.claim_get_url, workerClaimSchema, signal));
  if (holder === null) throw new Error('The claim that was written cannot be read');
  if (holder.remote_id === remoteId) return null;
  return { type: 'duplicate', ...head, attempt_id, claimed_by: holder.remote_id };
}
