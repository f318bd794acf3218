import { ok, type Result } from '@videoexpress/job-schema';
import type { AttemptRef, EngineError } from '@videoexpress/studio';
import { nameRender } from './endpoint-address.ts';
import { storedClaim, storedResult } from './render-objects.ts';
import type { RunPodParts } from './runpod-parts.ts';

/**
 * Finds a submission whose answer nobody saw, by what its worker left in the object storage. Nothing there says nothing of
 * one that still waits in RunPod's queue: it is noted that there may be one.
 */
export async function adoptRender(
  { memory, notes, deps, setup }: RunPodParts,
  { attemptId, jobId }: AttemptRef,
  signal: AbortSignal,
): Promise<Result<{ readonly remoteId: string } | null, EngineError>> {
  const known = memory.find(attemptId)?.remoteId ?? null;
  if (known !== null) return ok({ remoteId: known });
  const before = await notes.read({ attemptId });
  if (before === null) await notes.write({ jobId, attemptId, unsure: true, removal: null });
  const store = await deps.objects.current();
  const endpoint = setup.endpoint();
  if (store === null || !endpoint.ok) return ok(null);
  const claim = await storedClaim(store, { attemptId, jobId }, signal);
  if (!claim.ok) return claim;
  if (claim.value !== null) return found(nameRender(endpoint.value, claim.value));
  const result = await storedResult(store, { attemptId, jobId }, signal);
  if (!result.ok) return result;
  // Whoever rendered it is not known by name any more, and need not be: the result is all there is to ask for.
  return result.value === null ? ok(null) : found(attemptId);

  function found(remoteId: string) {
    memory.of(attemptId).remoteId = remoteId;
    return ok({ remoteId });
  }
}
