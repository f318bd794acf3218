import { join } from 'node:path';
import Database from 'better-sqlite3';
import { isEndState, type JobId, type JobState } from '@videoexpress/job-schema';
import { describe, expect, it } from 'vitest';
import { faultFolder } from '../../testing/faults/fault-folder.ts';
import { farmStarts } from '../../testing/faults/farm.ts';
import { childrenOf } from '../../testing/faults/injections.ts';
import type { DaemonUnderTest } from '../../testing/kills/daemon-under-test.ts';
import { leftInGroup } from '../../testing/kills/left-in-group.ts';

const folder = faultFolder();

async function create(daemon: DaemonUnderTest, engine: 'farm' | 'sketch' = 'farm'): Promise<JobId> {
  const size = engine === 'sketch' ? { width: 320, height: 180, num_frames: 240, fps: 24 } : {};
  const made = await daemon.api.call('createJob', {
    body: { kind: 'text_to_video', engine, input: { prompt: 'Snow falls', seed: 1, ...size } },
  });
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  return made.value.body.id;
}

async function stateOf(daemon: DaemonUnderTest, id: JobId): Promise<JobState | null> {
  const job = await daemon.api.call('getJob', { params: { id } });
  return job.ok ? job.value.body.state : null;
}

async function until(daemon: DaemonUnderTest, id: JobId, wanted: (state: JobState | null) => boolean): Promise<void> {
  await expect.poll(async () => wanted(await stateOf(daemon, id)), { timeout: 30_000, interval: 20 }).toBe(true);
}

/** Seconds that a stop took. */
async function stop(daemon: DaemonUnderTest, signal: NodeJS.Signals): Promise<number> {
  const askedAt = performance.now();
  daemon.signal(signal);
  expect(await daemon.exited).toBe(0);
  expect(await leftInGroup(daemon.groupId)).toEqual([]);
  return (performance.now() - askedAt) / 1000;
}

/** What holds a job of the farm in a state for long enough. */
const holdingBack = {
  queued: { plan: {}, mood: {} },
  dispatching: { plan: {}, mood: { dawdles: 1 } },
  submitted: { plan: {}, mood: { hangs: 1 } },
  running: { plan: {}, mood: { rendersForMs: 60_000 } },
  collecting: { plan: { checkOneOf: 1 }, mood: {} },
} as const;

describe('a stop by SIGTERM', () => {
  it.each(Object.keys(holdingBack) as (keyof typeof holdingBack)[])(
    'while a job is %s takes less than 10 s, leaves no child, and the next run takes it to its end, rendered once',
    async (state) => {
      const { plan, mood } = holdingBack[state];
      const farmFolder = join(folder.root(), 'farm');
      const first = await folder.begin({ ...plan, farmFolder }, mood);
      if (state === 'queued') await first.api.call('pauseQueue', {});
      const id = await create(first);
      await until(first, id, (now) => now === state || (now !== null && isEndState(now)));
      expect(await stop(first, 'SIGTERM')).toBeLessThan(10);
      const next = await folder.begin({ farmFolder }, {});
      await next.api.call('resumeQueue', {});
      if (state === 'running') {
        await until(next, id, (now) => now === 'running' || now === 'submitted');
        expect((await next.api.call('cancelJob', { params: { id } })).ok).toBe(true);
      }
      await until(next, id, (now) => now !== null && isEndState(now));
      expect(await stateOf(next, id)).toBe(state === 'running' ? 'cancelled' : 'succeeded');
      expect([...farmStarts(farmFolder).values()]).toEqual([1]);
    },
  );

  it('while a child hangs takes less than 10 s all the same, and ends the child', async () => {
    const daemon = await folder.begin();
    const id = await create(daemon, 'sketch');
    await until(daemon, id, (now) => now === 'running');
    const children = childrenOf(daemon.groupId);
    expect(children.length).toBeGreaterThan(0);
    for (const child of children) process.kill(child, 'SIGSTOP');
    expect(await stop(daemon, 'SIGTERM')).toBeLessThan(10);
  });

  it('while another program holds the database takes less than 10 s', async () => {
    const daemon = await folder.begin({}, { rendersForMs: 300 });
    const id = await create(daemon);
    const other = new Database(join(folder.root(), 'data', 'videoexpress.db'), { timeout: 5000 });
    other.exec('BEGIN EXCLUSIVE');
    expect(await stop(daemon, 'SIGINT')).toBeLessThan(10);
    other.exec('ROLLBACK');
    other.close();
    const next = await folder.begin();
    await until(next, id, (now) => now === 'succeeded');
  });
});

describe('a child', () => {
  it('that is killed three times by a stranger ends its job as a crash loop; what runs beside it goes on', async () => {
    const daemon = await folder.begin({}, { rendersForMs: 2000 });
    const id = await create(daemon, 'sketch');
    const beside = await create(daemon);
    for (let kills = 0; kills < 3; kills += 1) {
      await expect.poll(() => childrenOf(daemon.groupId).length, { timeout: 30_000, interval: 20 }).toBeGreaterThan(0);
      for (const child of childrenOf(daemon.groupId)) process.kill(child, 'SIGKILL');
      await expect.poll(() => childrenOf(daemon.groupId).length, { timeout: 5000, interval: 5 }).toBe(0);
    }
    await until(daemon, id, (now) => now === 'failed');
    const job = await daemon.api.call('getJob', { params: { id } });
    expect(job.ok && job.value.body).toMatchObject({ error: { code: 'crash_loop' }, attempt: 1 });
    await until(daemon, beside, (now) => now === 'succeeded');
  });

  it('that hangs is ended when its job is cancelled, and the next job gets its place', async () => {
    const daemon = await folder.begin();
    const id = await create(daemon, 'sketch');
    await until(daemon, id, (now) => now === 'running');
    for (const child of childrenOf(daemon.groupId)) process.kill(child, 'SIGSTOP');
    const next = await create(daemon, 'sketch');
    expect((await daemon.api.call('cancelJob', { params: { id } })).ok).toBe(true);
    await until(daemon, next, (now) => now === 'running');
    expect((await daemon.api.call('cancelJob', { params: { id: next } })).ok).toBe(true);
  });
});

describe('a database that another program holds for seconds', () => {
  it('is answered with 503 and Retry-After; reading and the rest of the daemon go on; then all is as before', async () => {
    const daemon = await folder.begin({}, { rendersForMs: 400 });
    const running = await create(daemon);
    const other = new Database(join(folder.root(), 'data', 'videoexpress.db'), { timeout: 5000 });
    other.exec('BEGIN EXCLUSIVE');
    const heldUntil = performance.now() + 4000;
    let slowestMs = 0;
    while (performance.now() < heldUntil) {
      const askedAt = performance.now();
      expect(await stateOf(daemon, running)).not.toBeNull();
      slowestMs = Math.max(slowestMs, performance.now() - askedAt);
      const refused = await daemon.api.call('createJob', {
        body: { kind: 'text_to_video', input: { prompt: 'Snow falls', seed: 1 } },
      });
      expect(refused).toMatchObject({ ok: false, error: { problem: { status: 503, code: 'database_busy' } } });
    }
    expect(slowestMs).toBeLessThan(1500);
    other.exec('ROLLBACK');
    other.close();
    await until(daemon, running, (now) => now === 'succeeded');
    await expect.poll(async () => stateOf(daemon, await create(daemon)), { timeout: 10_000 }).not.toBeNull();
    const queue = await daemon.api.call('getQueue', {});
    await expect.poll(async () => queue.ok, { timeout: 10_000 }).toBe(true);
  });
});
