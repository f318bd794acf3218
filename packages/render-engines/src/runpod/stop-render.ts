import { err, ok, type Result } from '@videoexpress/job-schema';
import type { AttemptRef, EngineError, Stopped } from '@videoexpress/studio';
import { locateRender, nameRender } from './endpoint-address.ts';
import { costOf } from './judge-status.ts';
import { priceNow } from './price-now.ts';
import { storedClaim } from './render-objects.ts';
import { noEndpointWords, type RunPodParts } from './runpod-parts.ts';

/** Stops a render, and every other submission of its attempt that is known. */
export async function stopRender(
  parts: RunPodParts,
  target: AttemptRef & { readonly remoteId: string | null },
  signal: AbortSignal,
): Promise<Result<Stopped | null, EngineError>> {
  const present = parts.setup.endpoint();
  const known = target.remoteId ?? parts.memory.find(target.attemptId)?.remoteId ?? null;
  if (known === null) await noteUnsure(parts, target);
  if (!present.ok) {
    // There is nowhere to ask for one without a name.
    if (known === null) return ok(null);
    return err({ code: 'unreachable', detail: noEndpointWords(present.error) });
  }
  const claimed = await claimedRender(parts, target, known, signal);
  if (!claimed.ok) return claimed;
  const names = new Set([known, claimed.value === null ? null : nameRender(present.value, claimed.value)]);
  let workedMs: number | null = null;
  for (const name of names) {
    if (name === null) continue;
    const { endpoint, runPodId } = locateRender(name, present.value);
    const stopped = await parts.client.cancel(endpoint, runPodId, signal);
    if (!stopped.ok) {
      const { code, detail } = stopped.error;
      if (code === 'not_found') continue;
      return err({ code: code === 'no_key' ? 'unauthorized' : code, detail });
    }
    if (stopped.value !== null) workedMs = (workedMs ?? 0) + stopped.value;
  }
  if (workedMs === null) return ok(null);
  const price = await priceNow(parts, present.value, { isOver: true });
  return ok({ actualUsd: workedMs === 0 ? 0 : costOf(workedMs, price) });
}

/**
 * A submission of it may lie in RunPod's queue that nobody saw the answer of, as after a kill in its middle. Whoever takes it
 * later has to be told that nobody wants it any more.
 */
async function noteUnsure({ notes }: RunPodParts, { attemptId, jobId }: AttemptRef): Promise<void> {
  if ((await notes.read({ attemptId })) === null) await notes.write({ jobId, attemptId, unsure: true, removal: null });
}

/** Who claimed the attempt, where that may be another submission than the one that is known. */
async function claimedRender(
  { deps, notes }: RunPodParts,
  target: AttemptRef,
  known: string | null,
  signal: AbortSignal,
): Promise<Result<string | null, EngineError>> {
  const isUnsure = known === null || (await notes.read(target))?.unsure === true;
  const store = isUnsure ? await deps.objects.current() : null;
  return store === null ? ok(null) : storedClaim(store, target, signal);
}
