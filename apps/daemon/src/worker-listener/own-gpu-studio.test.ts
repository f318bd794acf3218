import { isEndState } from '@videoexpress/job-schema';
import { ManualClock } from '@videoexpress/studio/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { smallInput } from '../testing/own-gpu/wire-calls.ts';
import { type DoorUnderTest, openWorkerDoor } from '../testing/own-gpu/worker-door-under-test.ts';
import { removeFolders, temporaryFolders, type TestStudio, testStudio } from '../testing/test-studio.ts';

let studio: TestStudio;
let door: DoorUnderTest;
beforeEach(async () => {
  const clock = new ManualClock();
  const folders = temporaryFolders();
  door = await openWorkerDoor({ folder: folders.scratch, clock });
  studio = testStudio({ folders, clock, engines: [door.engine] });
  await studio.studio.start();
});
afterEach(async () => {
  await studio.close();
  await door.end();
  await removeFolders(studio.folders);
});

const input = { ...smallInput, width: 256, height: 256 };

it('renders ten jobs on two workers, each of them once, and leaves nothing behind', async () => {
  const crew = [door.startWorker(), door.startWorker()];
  await studio.until(() => door.door.room.workers().items.length === 2);
  const jobs = await Promise.all(Array.from({ length: 10 }, (_, seed) => studio.create({ input: { ...input, seed } })));
  for (const { id } of jobs) expect((await studio.untilEnd(id)).state).toBe('succeeded');
  const rendered = crew.flatMap(({ log }) => log.map(({ jobId }) => jobId));
  expect(new Set(rendered).size).toBe(10);
  expect(rendered).toHaveLength(10);
  for (const { log } of crew) expect(log.length).toBeGreaterThan(0);
  await studio.until(() => door.door.room.book.all.length === 0);
});

it('waits for a worker and says so, shows who renders, and stops it when the job is cancelled', async () => {
  const job = await studio.create({ input });
  await studio.until(async () => (await studio.job(job.id)).progress.stage === 'No worker is connected');
  const worker = door.startWorker({ behaviour: { holdAt: 'denoise' } });
  await studio.untilState(job.id, 'running');
  expect(door.door.room.workers()).toMatchObject({
    items: [{ id: worker.id, gpu: 'x', job: { id: job.id } }],
    listener: { state: 'open', address: `127.0.0.1:${door.port}`, beyondThisMachine: false },
  });
  // One that is cancelled before the order is out never reaches the worker.
  await studio.until(() => worker.held > 0);
  await studio.studio.jobs.cancel(job.id);
  await studio.until(() => worker.log[0]?.end === 'stopped');
  expect(isEndState((await studio.job(job.id)).state)).toBe(true);
  const next = await studio.create({ input });
  await studio.until(() => worker.held > 0);
  worker.letGo();
  expect((await studio.untilEnd(next.id)).state).toBe('succeeded');
});

it('tells in plain words why a worker failed, that nothing was spent, and tries by itself once', async () => {
  const failure = { kind: 'worker_error', code: 'OUT_OF_MEMORY', message: 'full', field: null } as const;
  const worker = door.startWorker({ behaviour: { failAs: failure } });
  const job = await studio.create({ input });
  const ended = await studio.untilEnd(job.id);
  expect(ended).toMatchObject({ state: 'failed', cost: { actualUsd: 0 }, error: { code: 'engine_failed' } });
  expect(ended.error?.userMessage).toContain('The GPU ran out of memory.');
  expect(worker.log).toHaveLength(2);
});
