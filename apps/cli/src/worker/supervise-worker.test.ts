import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHandMovedClock, type HandMovedClock } from '../testing/hand-moved-clock.ts';
import type { RunningWorker, WorkerEnd } from './run-worker.ts';
import { type Door, type SupervisionEnd, superviseWorker } from './supervise-worker.ts';
import type { WorkerWay } from './worker-way.ts';

const way: WorkerWay = { baseUrl: 'http://127.0.0.1:8124', token: 'first', saysBase: false };
const open: Door = { state: 'open', way };
const away: Door = { state: 'closed', why: 'Waiting for the studio.' };

/** A worker that does what the test says. */
interface PlayedWorker {
  readonly way: WorkerWay;
  busy: boolean;
  /** What was done to it, in order. */
  readonly done: string[];
  crash(end?: Partial<WorkerEnd>): void;
  breakCard(): void;
  /** Whether it ends when it is asked to. */
  obeys: boolean;
}

let clock: HandMovedClock;
let door: Door;
let workers: PlayedWorker[];
let said: string[];
let left: WorkerWay[];
let stop: AbortController;
let hurry: AbortController;
let over: SupervisionEnd | null;
let running: Promise<void>;

function play(launchedWay: WorkerWay): RunningWorker {
  const { promise: ended, resolve } = Promise.withResolvers<WorkerEnd>();
  const { promise: needsNewProcess, resolve: breakCard } = Promise.withResolvers<void>();
  const worker: PlayedWorker = {
    way: launchedWay,
    busy: false,
    done: [],
    obeys: true,
    crash: (end) => resolve({ code: 1, signal: null, lastWords: ['it fell over'], ...end }),
    breakCard,
  };
  workers.push(worker);
  return {
    ended,
    needsNewProcess,
    isBusy: () => worker.busy,
    ask() {
      worker.done.push('ask');
      if (worker.obeys) resolve({ code: 0, signal: null, lastWords: [] });
    },
    kill() {
      worker.done.push('kill');
      resolve({ code: null, signal: 'SIGKILL', lastWords: [] });
    },
  };
}

beforeEach(() => {
  clock = createHandMovedClock();
  door = open;
  workers = [];
  said = [];
  left = [];
  stop = new AbortController();
  hurry = new AbortController();
  over = null;
  running = superviseWorker({
    clock,
    look: async () => door,
    launch: play,
    leave: async (gone) => void left.push(gone),
    say: (line) => void said.push(line),
    stop: stop.signal,
    hurry: hurry.signal,
  }).then((end) => void (over = end));
});
afterEach(async () => {
  stop.abort();
  hurry.abort();
  await clock.advance(60_000);
  await running;
});

const last = (): PlayedWorker => workers.at(-1)!;

describe('a worker that is kept running', () => {
  it('waits for the door, says so once, and starts when it opens', async () => {
    await clock.advance(0);
    stop.abort();
    await running;
    expect(workers).toHaveLength(1);

    door = away;
    workers = [];
    stop = new AbortController();
    const parts = { clock, look: async () => door, launch: play, leave: async () => undefined, hurry: hurry.signal };
    running = superviseWorker({ ...parts, say: (line) => void said.push(line), stop: stop.signal }).then(
      (end) => void (over = end),
    );
    await clock.advance(30_000);
    expect([workers.length, said]).toEqual([0, ['Waiting for the studio.']]);
    door = open;
    await clock.advance(3000);
    expect(workers).toHaveLength(1);
  });

  it('rests while the studio is away and it has nothing to do, and is started when it is back', async () => {
    await clock.advance(6000);
    door = away;
    await clock.advance(9000);
    expect(last().done).toEqual([]);
    await clock.advance(6000);
    expect(last().done).toContain('ask');
    expect(said).toContain('The studio is away, so the worker rests.');
    // There is nobody to tell.
    expect(left).toEqual([]);
    door = open;
    await clock.advance(3000);
    expect(workers).toHaveLength(2);
  });

  it('is left alone through a restart of the studio, and for as long as it has a job in hand', async () => {
    await clock.advance(3000);
    door = away;
    await clock.advance(6000);
    door = open;
    await clock.advance(30_000);
    last().busy = true;
    door = away;
    await clock.advance(3_600_000);
    expect(last().done).toEqual([]);
    last().busy = false;
    // What came of the job is still being sent.
    await clock.advance(9000);
    expect(last().done).toEqual([]);
    await clock.advance(6000);
    expect(last().done).toContain('ask');
    expect(workers).toHaveLength(1);
  });

  it('comes in by another token, or at another address, at once, also in the middle of a job', async () => {
    await clock.advance(3000);
    last().busy = true;
    door = { state: 'open', way: { ...way, token: 'second' } };
    await clock.advance(3000);
    expect(workers[0]?.done).toContain('ask');
    await clock.advance(3000);
    expect(workers.map((each) => each.way.token)).toEqual(['first', 'second']);
    door = { state: 'open', way: { ...way, baseUrl: 'http://127.0.0.1:9000', token: 'second' } };
    await clock.advance(6000);
    expect(workers.map((each) => each.way.baseUrl)).toEqual([way.baseUrl, way.baseUrl, 'http://127.0.0.1:9000']);
  });

  it('is a new process once its card is in error, and the studio forgets the old one', async () => {
    await clock.advance(3000);
    last().breakCard();
    await clock.advance(0);
    expect(left).toContain(way);
    expect(said.at(-1)).toContain('only a new process gets over');
    await clock.advance(0);
    expect(workers).toHaveLength(2);
  });
});

describe('a worker that crashes', () => {
  it('is started again after 1, 2, 4 and more seconds, a minute at most', async () => {
    const waits: number[] = [];
    for (let crash = 0; crash < 9; crash += 1) {
      // It lives long enough that it is worth going on, and not so long that all is well.
      await clock.advance(40_000);
      const began = workers.length;
      last().crash();
      await clock.advance(0);
      let waited = 0;
      while (workers.length === began && waited < 100_000) {
        await clock.advance(1000);
        waited += 1000;
      }
      waits.push(waited);
    }
    expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000]);
    expect(said.filter((line) => line.includes('ended with 1. It is started again in 60 s.'))).toHaveLength(3);
    expect(over).toBeNull();
    // Its job is not given back for it: a job that ends workers has to come to its own end.
    expect(left).toEqual([]);
  });

  it('begins at one second again after a good run', async () => {
    for (let crash = 0; crash < 3; crash += 1) {
      await clock.advance(60_000);
      last().crash();
      await clock.advance(10_000);
    }
    await clock.advance(11 * 60_000);
    last().crash({ code: null, signal: 'SIGKILL' });
    await clock.advance(0);
    expect(said.at(-1)).toBe('The worker was ended by SIGKILL, as when memory runs out. It is started again in 1 s.');
  });

  it('is given up after five crashes within two minutes, with its last words', async () => {
    for (let crash = 0; crash < 5; crash += 1) {
      await clock.advance(2000);
      last().crash({ lastWords: [`words ${crash}`] });
      await clock.advance(20_000);
    }
    expect(over).toEqual({ kind: 'gave_up', lastWords: ['words 4'] });
    expect(workers).toHaveLength(5);
  });

  it('and so is one that ends at once without an error, but not one that ended its run', async () => {
    await clock.advance(20_000);
    last().crash({ code: 0 });
    await clock.advance(0);
    expect(workers).toHaveLength(2);
    for (const waitMs of [1000, 2000, 4000, 8000, 0]) {
      await clock.advance(1000);
      last().crash({ code: 0 });
      await clock.advance(waitMs);
    }
    expect(over?.kind).toBe('gave_up');
  });
});

describe('the end', () => {
  it('is told to worker and studio, and waits for the worker', async () => {
    await clock.advance(3000);
    stop.abort();
    await clock.advance(0);
    expect(over).toEqual({ kind: 'stopped' });
    expect(last().done).toEqual(['ask', 'kill']);
    expect(left).toContain(way);
  });

  it('is a kill for a worker that does not obey, after four seconds', async () => {
    await clock.advance(3000);
    Object.assign(last(), { obeys: false, busy: true });
    stop.abort();
    await clock.advance(3900);
    expect(last().done).toEqual(['ask']);
    await clock.advance(200);
    expect(last().done).toEqual(['ask', 'kill']);
    expect(said).toContain('The job in hand goes to the next worker.');
    expect(over).toEqual({ kind: 'stopped' });
  });

  it('is a kill at once for whoever has no patience', async () => {
    await clock.advance(3000);
    last().obeys = false;
    stop.abort();
    await clock.advance(100);
    hurry.abort();
    await clock.advance(0);
    expect([over, last().done]).toEqual([{ kind: 'stopped' }, ['ask', 'kill']]);
  });

  it('comes while it waits for the door or between two crashes', async () => {
    await clock.advance(3000);
    last().crash();
    await clock.advance(0);
    stop.abort();
    await clock.advance(0);
    expect([over, workers.length]).toEqual([{ kind: 'stopped' }, 1]);
  });

  it('is a failure where the studio takes the token no more', async () => {
    await clock.advance(3000);
    const failure = { exitCode: 1, code: 'worker_token_refused', message: 'No.' } as const;
    door = { state: 'hopeless', failure };
    await clock.advance(3000);
    expect(over).toEqual({ kind: 'hopeless', failure });
    expect(last().done).toContain('kill');
  });
});
