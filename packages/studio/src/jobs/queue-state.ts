import type { Queue } from '@videoexpress/job-schema';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { StoreUnavailable } from '../store-unavailable.ts';
import { EnginePauses } from './engine-pauses.ts';
import { Holds } from './holds.ts';
import type { JobStore } from './job-store.ts';
import { createQueueAnnouncer } from './queue-announcer.ts';
import type { QueueStore } from './queue-store.ts';

/** Whether the queue gives out work, why not where it does not, and everyone told of each change. */
export interface QueueState {
  readonly holds: Holds;
  readonly pauses: EnginePauses;
  /** Only jobs that this run of the daemon took in are given out. */
  readonly isSolo: () => boolean;
  read(): Promise<Queue>;
  /** How many jobs are in each state has changed. */
  noteCounts(): void;
  setPaused(paused: boolean): Promise<Queue>;
  /** Something could not be written down that the next change writes again. */
  readonly noteUnwritten: (cause: unknown) => void;
  stop(): Promise<void>;
}

/** The state of the queue as everyone sees it. `onChange`: what may be given out has changed. */
export function createQueueState(deps: {
  queue: QueueStore;
  jobs: Pick<JobStore, 'counts'>;
  clock: Clock;
  log: Log;
  solo: boolean;
  onChange: () => void;
  /** Aborted when the daemon stops. */
  stop: AbortSignal;
}): QueueState {
  const { queue, clock, log } = deps;
  let solo = deps.solo;
  const announcer = createQueueAnnouncer({
    clock,
    read,
    write: (now) => queue.appendEvent({ topic: 'queue', payload: now }, clock.now()),
    onFailure: noteUnwritten,
  });
  const holds = new Holds(tell);
  const pauses = new EnginePauses(tell);

  async function read(): Promise<Queue> {
    const paused = await queue.isPaused();
    const byPerson = { reason: 'paused_by_person', userMessage: 'The queue is paused. What runs goes on.' } as const;
    return {
      paused,
      holds: [...(paused ? [byPerson] : []), ...holds.list()],
      enginePauses: [...pauses.list()],
      solo,
      counts: await deps.jobs.counts(),
    };
  }

  function tell(): void {
    if (deps.stop.aborted) return;
    announcer.now().catch(noteUnwritten);
    deps.onChange();
  }

  function noteUnwritten(cause: unknown): void {
    const level = cause instanceof StoreUnavailable ? 'warn' : 'error';
    log[level]({ err: cause }, 'The state of the queue could not be written down');
  }

  return {
    holds,
    pauses,
    isSolo: () => solo,
    read,
    noteCounts: () => announcer.note(),
    async setPaused(paused) {
      await queue.setPaused(paused);
      if (!paused) solo = false;
      // It is done by now. Whoever asked must not hear otherwise because open pages could not be told.
      const told = await announcer.now().catch((cause: unknown) => {
        noteUnwritten(cause);
        return null;
      });
      deps.onChange();
      return told ?? read();
    },
    noteUnwritten,
    stop: () => announcer.stop(),
  };
}
