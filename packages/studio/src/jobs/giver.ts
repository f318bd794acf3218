import type { Dispatcher } from './dispatcher.ts';
import type { Work } from './job-store.ts';
import type { JobsContext } from './jobs-context.ts';
import type { QueueStore } from './queue-store.ts';
import type { BudgetKeeper } from '../spend/budget-keeper.ts';
import { pause, Stopping } from './until-stored.ts';

/** A wall clock that is set back must not make a job wait for days, so the wait for one is looked at anew this often. */
const longestWaitMs = 30_000;
const faultRecheckMs = 5000;
/** Jobs whose claims go to the disk together. */
const claimedAtOnce = 16;
/** Below this much free disk no work is given out: what is rendered could not be kept. */
const leastFreeBytes = 64 * 1024 * 1024;

/** Gives queued jobs to engines with room, in their order, whenever something has changed. */
export function createGiver(
  context: JobsContext,
  deps: {
    readonly queue: QueueStore;
    readonly dispatcher: Dispatcher;
    readonly isSolo: () => boolean;
    readonly budget: BudgetKeeper;
  },
) {
  const { queue, dispatcher, isSolo, budget } = deps;
  let running: Promise<void> | null = null;
  let again = false;
  let callOff: (() => void) | null = null;

  function wake(): void {
    if (context.stop.aborted) return;
    if (running !== null) {
      again = true;
      return;
    }
    again = false;
    running = round().finally(() => {
      running = null;
      if (again) wake();
    });
  }

  async function round(): Promise<void> {
    try {
      await context.untilStored(() => giveOut());
    } catch (cause) {
      if (cause instanceof Stopping) return;
      context.log.error({ err: cause }, 'The queue stumbled; trying again');
      callOff?.();
      callOff = context.clock.after(faultRecheckMs, wake);
    }
  }

  async function giveOut(): Promise<void> {
    callOff?.();
    callOff = null;
    if (!(await mayGive())) return;
    // The moment of both questions: a job that falls due between "what may start" and "what is due next" would be in neither.
    let askedAtMs: number;
    for (;;) {
      askedAtMs = context.clock.now();
      const room = context.slots.room();
      if (context.stop.aborted || [...room.values()].every((places) => places === 0)) return;
      const { work, held } = await context.store.claim({
        room,
        most: claimedAtOnce,
        bootId: context.bootId,
        nowMs: askedAtMs,
        soloBootId: isSolo() ? context.bootId : null,
        nothingActive: !context.slots.anyHeld,
        ratesOf: (job) => context.engines.ratesOf(job),
        budget: budget.now(),
      });
      for (const each of work) start(each);
      if (work.length < claimedAtOnce) {
        budget.note(held, room);
        break;
      }
    }
    const due = await context.store.nextDueMs(askedAtMs);
    const lookAtMs = Math.min(due ?? Number.POSITIVE_INFINITY, budget.liftsAtMs());
    if (lookAtMs === Number.POSITIVE_INFINITY) return;
    const wait = Math.min(longestWaitMs, Math.max(1, lookAtMs - context.clock.now()));
    callOff = context.clock.after(wait, wake);
  }

  function start(work: Work): void {
    context.slots.take(work.attempt.engine, work.attempt.id);
    const { id, kind, engine } = work.record.job;
    context.log.info({ jobId: id, kind, engine }, 'A job starts');
    context.background.run(work, (cancelled) => dispatcher.submit(work, cancelled));
  }

  async function mayGive(): Promise<boolean> {
    if ((await context.files.freeBytes()) < leastFreeBytes) context.holds.put('disk_full');
    if (context.holds.any) {
      watchFaults();
      return false;
    }
    return true;
  }

  let watching = false;
  /** Looks again until the fault is gone, then goes on by itself. */
  function watchFaults(): void {
    if (watching) return;
    watching = true;
    void (async () => {
      try {
        while (context.holds.any) {
          await pause(context.clock, faultRecheckMs, context.stop);
          await recheck();
        }
      } catch (cause) {
        if (!(cause instanceof Stopping)) context.log.error({ err: cause }, 'Looking for the end of a fault failed');
      } finally {
        watching = false;
        wake();
      }
    })();
  }

  async function recheck(): Promise<void> {
    if ((await context.files.freeBytes()) < leastFreeBytes) return;
    await context.untilStored(() => queue.probeWrite(context.clock.now()));
    context.holds.lift('disk_full');
    context.holds.lift('database_busy');
  }

  return {
    wake,
    async settled() {
      callOff?.();
      while (running !== null) await running;
    },
  };
}
