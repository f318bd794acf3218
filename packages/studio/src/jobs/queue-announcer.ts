import type { Queue } from '@videoexpress/job-schema';
import type { Clock } from '../clock.ts';

/** Counts change with every step of every job; they are told at most this often. */
const everyMs = 500;

/** Tells everyone how the queue stands: at once when someone steered it, gathered when only its numbers changed. */
export function createQueueAnnouncer(deps: {
  clock: Clock;
  read: () => Promise<Queue>;
  write: (queue: Queue) => Promise<void>;
  onFailure: (cause: unknown) => void;
}) {
  const { clock } = deps;
  let callOff: (() => void) | null = null;
  let toldAtMs = Number.NEGATIVE_INFINITY;
  let toldText = '';
  let writing: Promise<unknown> = Promise.resolve();
  let isStopped = false;

  /** One after the other, so that the last one written is the newest. */
  function inTurn(work: () => Promise<Queue>): Promise<Queue> {
    const done = writing.then(work);
    writing = done.catch(() => undefined);
    return done;
  }

  async function tell(onlyIfChanged: boolean): Promise<Queue> {
    const queue = await deps.read();
    const text = JSON.stringify(queue);
    if (onlyIfChanged && text === toldText) return queue;
    await deps.write(queue);
    toldText = text;
    toldAtMs = clock.monotonic();
    return queue;
  }

  return {
    /** Numbers may have changed. */
    note(): void {
      if (isStopped || callOff !== null) return;
      callOff = clock.after(Math.max(0, toldAtMs + everyMs - clock.monotonic()), () => {
        callOff = null;
        inTurn(() => tell(true)).catch(deps.onFailure);
      });
    },
    /** Tells now, and answers what it told. */
    now: (): Promise<Queue> => inTurn(() => tell(false)),
    async stop(): Promise<void> {
      isStopped = true;
      callOff?.();
      await writing;
    },
  };
}
