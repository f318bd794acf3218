import { type AttemptId, jobKind } from '@videoexpress/job-schema';
import type { AssetStore } from '../library/asset-store.ts';
import { clipFileName } from '../library/clip-name.ts';
import { renderKeys } from '../objects/object-keys.ts';
import type { JobsContext } from './jobs-context.ts';
import type { Attempt } from './job-store.ts';
import { Stopping } from './until-stored.ts';

const retryAfterMs = 5000;
/**
 * An engine that could not be told for so long is asked less often from then on, and the attempt holds no place any more: the
 * server may be gone for good, and another one set up in its stead.
 */
const gaveUpWaitingMs = 10 * 60_000;
const retrySlowlyAfterMs = 60_000;

export interface Closer {
  wake(): void;
  /** True when an attempt was closed, false when none was for `waitMs`. */
  nextClosed(waitMs: number): Promise<boolean>;
  settled(): Promise<void>;
}

/**
 * Ends attempts that are over: tells the engine to stop where it may still be at it, and to forget the rest. The wish is
 * stamped in the attempt row first, so a restart still carries it out.
 */
export function createCloser(context: JobsContext, assets: AssetStore): Closer {
  let running: Promise<void> | null = null;
  let again = false;
  /** Being closed: an engine that does not answer holds up none of the others. */
  const closing = new Map<AttemptId, Promise<void>>();
  /** Closed since the list was last asked for, which may still name them. */
  const closedSince = new Set<AttemptId>();
  /** Could not be closed: each is left alone until its time has come, however often the closer is woken before. */
  const putOff = new Set<AttemptId>();
  /** Since when each of them could not be closed, on the clock that only grows. */
  const failingSinceMs = new Map<AttemptId, number>();

  const waiting = new Set<() => void>();

  function wake(): void {
    if (running !== null) {
      again = true;
      return;
    }
    running = round().finally(() => {
      running = null;
      if (again && !context.stop.aborted) {
        again = false;
        wake();
      }
    });
  }

  async function round(): Promise<void> {
    try {
      closedSince.clear();
      const attempts = await context.untilStored(() => context.store.closing());
      for (const attempt of attempts) {
        const { id } = attempt;
        // An attempt still in hand is left for later: the end of its handler wakes the closer again.
        if (context.background.isBusy(id) || putOff.has(id) || closing.has(id) || closedSince.has(id)) continue;
        const closed = closeOrPutOff(attempt).finally(() => closing.delete(id));
        closing.set(id, closed);
      }
    } catch (cause) {
      if (!(cause instanceof Stopping)) context.log.error({ err: cause }, 'Closing attempts failed');
    }
  }

  async function closeOrPutOff(attempt: Attempt): Promise<void> {
    try {
      if (await close(attempt)) return;
    } catch (cause) {
      if (cause instanceof Stopping) return;
      context.log.error({ err: cause, attemptId: attempt.id }, 'An attempt could not be closed; trying again');
    }
    putOff.add(attempt.id);
    context.clock.after(delayAfterFailure(attempt), () => {
      putOff.delete(attempt.id);
      if (!context.stop.aborted) wake();
    });
  }

  function delayAfterFailure(attempt: Attempt): number {
    const now = context.clock.monotonic();
    const sinceMs = failingSinceMs.get(attempt.id) ?? now;
    failingSinceMs.set(attempt.id, sinceMs);
    if (now - sinceMs < gaveUpWaitingMs) return retryAfterMs;
    context.slots.free(attempt.engine, attempt.id);
    context.wake.queue();
    return retrySlowlyAfterMs;
  }

  /** Says whether it is done. */
  async function close(attempt: Attempt): Promise<boolean> {
    const engine = context.engines.get(attempt.engine);
    const ref = { attemptId: attempt.id, jobId: attempt.jobId };
    if (engine !== undefined) {
      // Without a submission that the engine took, or may have, there is nothing there to stop.
      if (attempt.cancelRemote && attempt.submissions > 0) {
        const cancelled = await engine.cancel({ ...ref, remoteId: attempt.remoteId }, context.stop);
        if (!cancelled.ok) {
          context.log.warn(
            { attemptId: attempt.id, ...cancelled.error },
            'The engine could not be told to stop; trying again',
          );
          return false;
        }
        const actualUsd = cancelled.value?.actualUsd;
        if (actualUsd !== undefined)
          await context.untilStored(() => context.store.noteSpent(attempt.id, actualUsd, context.clock.now()));
      }
      const isInLibrary = (await context.untilStored(() => assets.get(attempt.assetId))) !== null;
      const unfetched = !isInLibrary && (await isAllThereIs(attempt));
      await engine.release({ ...ref, kept: isInLibrary || unfetched, unfetched, remoteId: attempt.remoteId });
    }
    await context.files.remove(context.files.downloadPath(attempt.id));
    await removeUnkept(attempt);
    await context.untilStored(() => context.store.noteClosed(attempt.id));
    failingSinceMs.delete(attempt.id);
    closedSince.add(attempt.id);
    context.slots.free(attempt.engine, attempt.id);
    context.wake.queue();
    for (const tell of waiting) tell();
    return true;
  }

  /** Of a render that was paid for and could not be fetched, what an engine stored is all there is: that stays. */
  async function isAllThereIs(attempt: Attempt): Promise<boolean> {
    const job = await context.untilStored(() => context.store.get(attempt.jobId));
    return job?.state === 'failed' && job.error?.code === 'engine_unavailable' && job.attempt === attempt.number;
  }

  /** Files of an attempt that never became an asset: it was cancelled, or failed, somewhere on the way into the library. */
  async function removeUnkept(attempt: Attempt): Promise<void> {
    const { files, store, untilStored } = context;
    if ((await untilStored(() => assets.get(attempt.assetId))) !== null) return;
    const job = await untilStored(() => store.get(attempt.jobId));
    if (job === null) return;
    const { month, fileName } = clipFileName(job, attempt.assetId);
    await files.remove(files.partPath(month, attempt.id));
    await files.remove(files.clipPath(month, fileName));
    await files.remove(files.posterPath(attempt.assetId));
    if (jobKind(job.kind).output === null) return;
    // Of a job that failed they stay: what an engine put there may be all there is of a render that was paid for.
    if (job.state !== 'cancelled' || (await context.objects.current()) === null) return;
    const { video, poster } = renderKeys(attempt.jobId, attempt.id);
    await untilStored(() => assets.noteLeftoverObjects([video, poster]));
    context.wake.leftoverObjects();
  }

  return {
    wake,
    nextClosed: (waitMs) =>
      new Promise((resolve) => {
        const end = (isClosed: boolean) => {
          callOff();
          waiting.delete(tell);
          resolve(isClosed);
        };
        const tell = () => end(true);
        const callOff = context.clock.after(waitMs, () => end(false));
        waiting.add(tell);
      }),
    async settled() {
      while (running !== null || closing.size > 0) await Promise.all([running, ...closing.values()]);
    },
  };
}
