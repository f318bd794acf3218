import { open, rename, rm } from 'node:fs/promises';
import { err, ok, type Result } from '@videoexpress/job-schema';
import type { WorkerResult } from '@videoexpress/job-schema/worker';
import { type AttemptRef, type EngineError, type ObjectStore, renderKeys } from '@videoexpress/studio';
import { hashFile } from '../gpu-worker/input-files.ts';
import { asEngineError } from './render-objects.ts';

/** `differs`: what is there is not what the worker said it had stored. */
export type FetchFailure = EngineError | { readonly code: 'gone' | 'disk_full' | 'differs'; readonly detail: string };

/**
 * Brings the clip of a result from the object storage to `toPath`: of the size and the hash that the worker said, or not at
 * all. Null in place of a result: whatever is there.
 */
export async function fetchStoredClip(
  store: ObjectStore,
  { jobId, attemptId }: AttemptRef,
  result: WorkerResult | null,
  toPath: string,
  signal: AbortSignal,
): Promise<Result<null, FetchFailure>> {
  const key = renderKeys(jobId, attemptId).video;
  const there = await store.head(key, signal);
  if (!there.ok) return err(asFetchFailure(there.error));
  if (there.value === null) return err({ code: 'gone', detail: 'The clip is not in the object storage.' });
  if (result !== null && there.value.bytes !== result.video.bytes)
    return err(differsInSize(there.value.bytes, result.video.bytes));
  const got = await store.getFile(key, toPath, { signal });
  if (!got.ok) return err(asFetchFailure(got.error));
  if (got.value === null) return err({ code: 'gone', detail: 'The clip is not in the object storage.' });
  return result === null ? ok(null) : matching(toPath, result.video);
}

/** Writes a clip that came inside an answer to `toPath`, whole or not at all. */
export async function writeInlineClip({ video }: WorkerResult, toPath: string): Promise<Result<null, FetchFailure>> {
  if (video.base64 === undefined) return err({ code: 'gone', detail: 'The answer holds no clip.' });
  const partPath = `${toPath}.inline`;
  try {
    const file = await open(partPath, 'w');
    try {
      await file.writeFile(Buffer.from(video.base64, 'base64'));
      await file.sync();
    } finally {
      await file.close();
    }
    const checked = await matching(partPath, video);
    if (checked.ok) await rename(partPath, toPath);
    return checked;
  } catch (cause) {
    await rm(partPath, { force: true });
    return err(fileTrouble(cause));
  }
}

/** The file, held against what the worker said of it. One that differs is removed. */
async function matching(path: string, video: WorkerResult['video']): Promise<Result<null, FetchFailure>> {
  const { bytes, sha256 } = await hashFile(path);
  if (bytes === video.bytes && sha256 === video.sha256) return ok(null);
  await rm(path, { force: true });
  return err(bytes === video.bytes ? differs(`sha256 ${sha256}`, video.sha256) : differsInSize(bytes, video.bytes));
}

function differsInSize(has: number, said: number): FetchFailure {
  return differs(`${has} bytes`, `${said} bytes`);
}

function differs(has: string, said: string): FetchFailure {
  return { code: 'differs', detail: `The clip has ${has}; the worker said ${said}.` };
}

function asFetchFailure(error: Parameters<typeof asEngineError>[0]): FetchFailure {
  return error.code === 'disk_full' ? { code: 'disk_full', detail: error.detail } : asEngineError(error);
}

function fileTrouble(cause: unknown): FetchFailure {
  const code = cause instanceof Error && 'code' in cause ? cause.code : '';
  const detail = cause instanceof Error ? cause.message : String(cause);
  return code === 'ENOSPC' || code === 'EDQUOT' ? { code: 'disk_full', detail } : { code: 'unreachable', detail };
}
