import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isEndState, type Job, type JobId } from '@videoexpress/job-schema';
import { afterEach, describe, expect, it } from 'vitest';
import { type AttackedDaemon, startAttackedDaemon } from '../testing/abuse/attacked-daemon.ts';
import { type SdkWorker, startSdkWorker, workerPython } from '../testing/own-gpu/sdk-worker.ts';

const patienceMs = 60_000;
const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

/** A daemon of its own that listens for workers. */
async function startDaemon(options: { root?: string; port?: number } = {}): Promise<AttackedDaemon> {
  const root = options.root ?? mkdtempSync(join(tmpdir(), 'videoexpress-own-gpu-'));
  if (options.root === undefined) ends.push(async () => rmSync(root, { recursive: true, force: true }));
  const daemon = await startAttackedDaemon({ root, args: ['--worker-listen', `127.0.0.1:${options.port ?? 0}`] });
  ends.push(() => daemon.end());
  return daemon;
}

async function workersOf(daemon: AttackedDaemon) {
  const listed = await daemon.api.call('listWorkers', {});
  if (!listed.ok) throw new Error(JSON.stringify(listed.error));
  return listed.value.body;
}

async function startWorker(daemon: AttackedDaemon, id = 'first'): Promise<SdkWorker> {
  const { listener } = await workersOf(daemon);
  const token = readFileSync(join(daemon.root, 'state', 'worker-token'), 'utf8').trim();
  const workerUrl = `http://${listener.address}/v2/own-gpu`;
  const worker = startSdkWorker({ python: workerPython(), workerUrl, token, id });
  ends.push(() => worker.end());
  return worker;
}

async function order(daemon: AttackedDaemon, input: Record<string, unknown> = {}): Promise<Job> {
  const numbers = { model: 'wan2.1-t2v-1.3b', width: 256, height: 256, num_frames: 9, fps: 16 };
  const made = await daemon.api.call('createJob', {
    body: {
      kind: 'text_to_video',
      engine: 'own-gpu',
      input: { prompt: 'A red fox in snow', num_inference_steps: 3, ...numbers, ...input },
    },
  });
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  return made.value.body;
}

async function jobOf(daemon: AttackedDaemon, id: JobId): Promise<Job> {
  const got = await daemon.api.call('getJob', { params: { id } });
  if (!got.ok) throw new Error(JSON.stringify(got.error));
  return got.value.body;
}

/** Looks until it holds; says what the worker said where it never does. */
async function until(what: string, worker: SdkWorker | null, holds: () => Promise<boolean>): Promise<void> {
  const giveUp = performance.now() + patienceMs;
  while (!(await holds())) {
    if (performance.now() > giveUp) throw new Error(`Never: ${what}\n${worker?.said().slice(-3000)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function untilEnd(daemon: AttackedDaemon, worker: SdkWorker | null, id: JobId): Promise<Job> {
  await until('the job ends', worker, async () => isEndState((await jobOf(daemon, id)).state));
  return jobOf(daemon, id);
}

describe('the real worker over the official SDK', () => {
  it('renders a clip end to end, shows itself, and waits for the next', async () => {
    const daemon = await startDaemon();
    const worker = await startWorker(daemon);
    const job = await order(daemon);
    const done = await untilEnd(daemon, worker, job.id);
    expect(done, worker.said().slice(-3000)).toMatchObject({ state: 'succeeded', submissions: 1 });
    const [assetId] = done.output.assetIds;
    expect(assetId).toBeDefined();
    const { items } = await workersOf(daemon);
    expect(items).toMatchObject([{ machine: 'test-box', gpu: 'Drawing board', version: '0.1.0', job: null }]);
    const second = await untilEnd(daemon, worker, (await order(daemon, { seed: 2 })).id);
    expect(second.state).toBe('succeeded');
  }, 120_000);

  it('is met again by the next daemon in the middle of a render, which is not begun again', async () => {
    const first = await startDaemon();
    const worker = await startWorker(first);
    const job = await order(first, { num_inference_steps: 60 });
    await until('it renders', worker, async () => (await jobOf(first, job.id)).progress.stage.startsWith('Step'));
    const port = Number((await workersOf(first)).listener.address?.split(':').at(-1));
    await first.end();
    const next = await startDaemon({ root: first.root, port });
    const done = await untilEnd(next, worker, job.id);
    expect(done, worker.said().slice(-3000)).toMatchObject({ state: 'succeeded', submissions: 1, attempt: 1 });
    expect(worker.renderedAttempts()).toHaveLength(1);
  }, 120_000);

  it('stops between two steps when its job is cancelled, uploads nothing, and takes the next job', async () => {
    const daemon = await startDaemon();
    const worker = await startWorker(daemon);
    const long = await order(daemon, { num_inference_steps: 100 });
    await until('it renders', worker, async () => (await jobOf(daemon, long.id)).progress.stage.startsWith('Step'));
    await daemon.api.call('cancelJob', { params: { id: long.id } });
    await until('it stops', worker, async () => worker.said().includes('Job stopped.'));
    const next = await untilEnd(daemon, worker, (await order(daemon)).id);
    expect(next.state, worker.said().slice(-3000)).toBe('succeeded');
    expect((await jobOf(daemon, long.id)).state).toBe('cancelled');
    // What the two left on the disk goes too, behind their end.
    const scratch = join(daemon.root, 'data', 'scratch', 'own-gpu');
    await until('the scratch folder is empty', worker, async () => readdirSync(scratch).length === 0);
  }, 120_000);

  it('that is killed gives its job to the next one, which renders it once more', async () => {
    const daemon = await startDaemon();
    const worker = await startWorker(daemon);
    const job = await order(daemon, { num_inference_steps: 100 });
    await until('it renders', worker, async () => (await jobOf(daemon, job.id)).progress.stage.startsWith('Step'));
    await worker.end();
    const second = await startWorker(daemon, 'second');
    const done = await untilEnd(daemon, second, job.id);
    expect(done, second.said().slice(-3000)).toMatchObject({ state: 'succeeded', submissions: 1, attempt: 1 });
    expect((await workersOf(daemon)).items.map(({ id }) => id)).toEqual(['second']);
  }, 120_000);
});
