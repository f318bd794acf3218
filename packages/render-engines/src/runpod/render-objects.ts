import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { err, ok, type Result } from '@videoexpress/job-schema';
import {
  type WorkerClaim,
  workerClaimSchema,
  type WorkerResult,
  workerSchemaVersion,
  type WorkerUpload,
} from '@videoexpress/job-schema/worker';
import {
  type AttemptRef,
  type EngineError,
  type ObjectError,
  type ObjectStore,
  renderKeys,
} from '@videoexpress/studio';
import { parseJson, readStoredResult } from '../gpu-worker/read-answer.ts';

/** A result or a claim is a few kilobytes. */
const maxTextBytes = 1_000_000;

/** The links by which a worker may write and read what belongs to an attempt. */
export async function presignAttempt(
  store: ObjectStore,
  { jobId, attemptId }: AttemptRef,
  expiresInSeconds: number,
): Promise<Extract<WorkerUpload, { type: 'presigned' }>> {
  const keys = renderKeys(jobId, attemptId);
  const put = (key: string, contentType: string) => store.presignPut(key, { contentType, expiresInSeconds });
  const get = (key: string) => store.presignGet(key, { expiresInSeconds });
  const [video, poster, resultPut, resultGet, claimPut, claimGet] = await Promise.all([
    put(keys.video, 'video/mp4'),
    put(keys.poster, 'image/webp'),
    put(keys.result, 'application/json'),
    get(keys.result),
    put(keys.claim, 'application/json'),
    get(keys.claim),
  ]);
  return {
    type: 'presigned',
    video_put_url: video,
    poster_put_url: poster,
    result_put_url: resultPut,
    result_get_url: resultGet,
    claim_put_url: claimPut,
    claim_get_url: claimGet,
  };
}

/** What a worker left as the result of an attempt; null where there is none, or one that is not this attempt's. */
export async function storedResult(
  store: ObjectStore,
  { jobId, attemptId }: AttemptRef,
  signal: AbortSignal,
): Promise<Result<WorkerResult | null, EngineError>> {
  const text = await store.getText(renderKeys(jobId, attemptId).result, maxTextBytes, signal);
  if (!text.ok) return err(asEngineError(text.error));
  return ok(text.value === null ? null : readStoredResult(text.value, attemptId));
}

/** The RunPod id of whoever claimed an attempt; null where nobody did. */
export async function storedClaim(
  store: ObjectStore,
  { jobId, attemptId }: AttemptRef,
  signal: AbortSignal,
): Promise<Result<string | null, EngineError>> {
  const text = await store.getText(renderKeys(jobId, attemptId).claim, maxTextBytes, signal);
  if (!text.ok) return err(asEngineError(text.error));
  const claim = text.value === null ? null : workerClaimSchema.safeParse(parseJson(text.value));
  if (claim === null || !claim.success || claim.data.attempt_id !== attemptId) return ok(null);
  return ok(claim.data.remote_id === barredClaim ? null : claim.data.remote_id);
}

/** Stands in a claim in place of a RunPod id: nobody is to begin this attempt any more. */
const barredClaim = 'studio';

/**
 * Makes sure that a submission which may still lie in RunPod's queue renders nothing when a worker takes it: it finds a
 * claim, and ends at once.
 */
export async function barAttempt(
  store: ObjectStore,
  { jobId, attemptId }: AttemptRef,
  signal: AbortSignal,
): Promise<Result<null, EngineError>> {
  const key = renderKeys(jobId, attemptId).claim;
  const there = await store.head(key, signal);
  if (!there.ok) return err(asEngineError(there.error));
  if (there.value !== null) return ok(null);
  const claim: WorkerClaim = {
    type: 'claim',
    schema_version: workerSchemaVersion,
    worker_version: 'studio',
    attempt_id: attemptId,
    remote_id: barredClaim,
  };
  let folder: string | null = null;
  try {
    folder = await mkdtemp(join(tmpdir(), 'videoexpress-claim-'));
    const path = join(folder, 'claim.json');
    await writeFile(path, JSON.stringify(claim));
    const put = await store.putFile(key, path, { contentType: 'application/json', signal });
    return put.ok ? ok(null) : err(asEngineError(put.error));
  } catch (cause) {
    // The disk for temporary files is full, as a rule.
    return err({ code: 'unreachable', detail: cause instanceof Error ? cause.message : String(cause) });
  } finally {
    if (folder !== null) await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

/** Deletes what belongs to an attempt. `kept`: the clip and its poster stay, as the library's. */
export async function deleteAttempt(
  store: ObjectStore,
  { jobId, attemptId }: AttemptRef,
  kept: boolean,
  signal: AbortSignal,
): Promise<Result<null, EngineError>> {
  const { video, poster, result, claim } = renderKeys(jobId, attemptId);
  // The claim goes last: whoever begins in between is still told that somebody did.
  for (const key of [...(kept ? [] : [video, poster]), result, claim]) {
    const gone = await store.delete(key, signal);
    if (!gone.ok) return err(asEngineError(gone.error));
  }
  return ok(null);
}

/** A store's trouble, as an engine tells of it. */
export function asEngineError({ code, detail }: ObjectError): EngineError {
  return { code: code === 'rejected' ? 'unreadable' : 'unreachable', detail };
}
