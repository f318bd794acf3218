import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { systemClock } from '@videoexpress/host';
import { workerAnswerSchema, workerClaimSchema, workerErrorSchema } from '@videoexpress/job-schema/worker';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type MemoryObjects, startMemoryObjects } from '../memory-objects.ts';
import { type RunPodSimulator, startRunPodSimulator } from '../runpod-simulator.ts';
import { sampleOrder } from '../sample-order.ts';
import { type SdkWorker, startSdkWorker } from '../sdk-worker.ts';
import { endStates } from '../simulated-job.ts';
import { createTestingClient } from '../testing-client.ts';

// `npm run test:all` provides the environment: the official SDK, and what the worker needs beside its models.
const python = process.env['VIDEOEXPRESS_WORKER_PYTHON'] ?? '';
const here = fileURLToPath(new URL('.', import.meta.url));
const workerFolder = fileURLToPath(new URL('../../../../../../runpod-worker/', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'videoexpress-sdk-'));
let objects: MemoryObjects;
beforeAll(async () => {
  objects = await startMemoryObjects();
});
afterAll(async () => {
  await objects.close();
  rmSync(scratch, { recursive: true, force: true });
});

/** A simulator on the machine's time, with one Python worker that a test may replace. */
function simulatorWith(program: readonly string[], env: () => Record<string, string> = () => ({})) {
  const made: { runpod?: RunPodSimulator; workers: SdkWorker[] } = { workers: [] };
  const now = (): RunPodSimulator => {
    if (made.runpod === undefined) throw new Error('Not started');
    return made.runpod;
  };
  const startWorker = async (): Promise<SdkWorker> => {
    const runpod = now();
    const worker = await startSdkWorker({
      ...runpod,
      askedForWork: () => runpod.workers.askedForWork,
      python,
      program,
      folder: here,
      workerId: `sdk-${made.workers.length}`,
      env: { PATH: process.env['PATH'] ?? '', HOME: scratch, TMPDIR: scratch, ...env() },
    });
    made.workers.push(worker);
    return worker;
  };
  beforeAll(async () => {
    made.runpod = await startRunPodSimulator({ clock: systemClock, workerLapseMs: 6_000 });
    await startWorker();
  }, 90_000);
  afterAll(async () => {
    await Promise.all(made.workers.map((worker) => worker.kill()));
    await made.runpod?.close();
  });
  return {
    get runpod() {
      return now();
    },
    get worker() {
      const worker = made.workers.at(-1);
      if (worker === undefined) throw new Error('No worker');
      return worker;
    },
    startWorker,
    submit: (input: unknown) => createTestingClient(now()).submit(input),
    status: (id: string) => createTestingClient(now()).status(id),
    async untilEnded(id: string): Promise<Record<string, unknown>> {
      const job = now().jobs.find((other) => other.id === id);
      if (job === undefined) throw new Error(`No job ${id}`);
      await now().queue.ended(job);
      return createTestingClient(now()).status(id);
    },
  };
}

describe('a worker of a few lines with the official SDK', () => {
  const room = simulatorWith(['handler.py']);

  it('takes a job, reports, and answers', async () => {
    const id = await room.submit({ steps: 3, step_s: 0.2 });
    const ended = await room.untilEnded(id);
    expect(ended).toMatchObject({ status: 'COMPLETED', output: { id, echo: { steps: 3 } }, workerId: room.worker.id });
    expect(ended['executionTime']).toBeGreaterThan(500);
    await room.runpod.requests.received('job-progress', 3);
  });

  it('fails with a traceback in JSON, or with its own words', async () => {
    const raised = await room.untilEnded(await room.submit({ raise: 'boom' }));
    expect(raised['status']).toBe('FAILED');
    expect(JSON.parse(String(raised['error']))).toMatchObject({
      error_type: "<class 'ValueError'>",
      error_message: 'boom',
      worker_id: room.worker.id,
      runpod_version: '1.12.0',
    });
    expect(await room.untilEnded(await room.submit({ error: 'bad input' }))).toMatchObject({ error: 'bad input' });
  });

  it('is stopped in the middle, and takes the next job', async () => {
    const id = await room.submit({ steps: 600, step_s: 0.1 });
    while ((await room.status(id))['output'] === undefined) await new Promise((resolve) => setTimeout(resolve, 20));
    await createTestingClient(room.runpod).call('POST', `/cancel/${id}`);
    const next = await room.submit({ next: true });
    expect(await room.untilEnded(next)).toMatchObject({ status: 'COMPLETED' });
    expect(await room.status(id)).toMatchObject({ status: 'CANCELLED' });
    expect(room.runpod.requests.count('job-done', id)).toBe(0);
  });

  it('is replaced when it is killed: the same job runs on the next one', async () => {
    const id = await room.submit({ steps: 30, step_s: 0.1 });
    while ((await room.status(id))['output'] === undefined) await new Promise((resolve) => setTimeout(resolve, 20));
    await room.worker.kill();
    await room.startWorker();
    expect(await room.untilEnded(id)).toMatchObject({ status: 'COMPLETED', workerId: room.worker.id });
    expect(room.runpod.jobs.find((job) => job.id === id)?.runs.map(({ end }) => end)).toEqual([
      'worker_lost',
      'answered',
    ]);
  });

  it("serves the SDK's own client", async () => {
    const base = room.runpod.endpointUrl.replace('/simulated', '');
    const { stdout } = await promisify(execFile)(python, ['client.py', 'simulated', room.runpod.apiKey], {
      cwd: here,
      env: { PATH: process.env['PATH'], HOME: scratch, RUNPOD_ENDPOINT_BASE_URL: base },
      timeout: 90_000,
    });
    const seen = z.record(z.string(), z.unknown()).parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
    expect(seen).toMatchObject({
      health: { workers: { idle: 1, running: 0 } },
      output: { echo: { prompt: 'a fox' }, id: seen['id'] },
      status: 'COMPLETED',
      sync: { echo: { prompt: 'a hare' } },
      failed: 'FAILED',
      cancelled: 'CANCELLED',
      purged: { removed: 0, status: 'completed' },
      refused: expect.stringContaining('401'),
    });
  });
});

describe("the product's own worker, drawing in place of a model", () => {
  const room = simulatorWith(['-m', 'vx_worker.handler'], () => ({
    PYTHONPATH: `${workerFolder}src:${workerFolder}tests`,
    VX_ENGINE_FACTORY: 'drawing_engine:engine_for',
    VX_ALLOWED_HOSTS: objects.origin.replace('http://', ''),
    VX_WORK_DIR: join(scratch, 'work'),
    VX_CACHE_DIR: join(scratch, 'cache'),
  }));

  function linkedOrder(changes: Parameters<typeof sampleOrder>[0] = {}) {
    const made = sampleOrder({ model: 'draw', ...changes });
    const upload = objects.uploadOf(made.job_id, made.attempt_id);
    const key = `renders/${made.job_id}/${made.attempt_id}`;
    return { order: { ...made, output: { ...made.output, upload } }, key };
  }

  it('renders, claims, uploads, and answers as the contract says', async () => {
    const { order, key } = linkedOrder();
    const id = await room.submit(order);
    const ended = await room.untilEnded(id);
    expect(ended).toMatchObject({ status: 'COMPLETED', output: { type: 'result' } });
    const answer = workerAnswerSchema.parse(ended['output']);
    if (answer.type !== 'result') throw new Error('No result');
    const clip = objects.stored.get(`${key}.mp4`)?.bytes ?? Buffer.alloc(0);
    expect(answer.video).toMatchObject({
      sha256: createHash('sha256').update(clip).digest('hex'),
      bytes: clip.length,
      num_frames: 9,
    });
    expect(objects.stored.has(`${key}.webp`)).toBe(true);
    expect(JSON.parse(String(objects.stored.get(`${key}.json`)?.bytes))).toEqual(answer);
    expect(workerClaimSchema.parse(JSON.parse(String(objects.stored.get(`${key}.claim.json`)?.bytes)))).toMatchObject({
      remote_id: id,
    });
    const puts = objects.puts.length;
    const again = await room.untilEnded(await room.submit(order));
    expect(again['output']).toEqual(answer);
    expect(objects.puts).toHaveLength(puts);
  });

  it('stops between two steps when it is cancelled, and uploads nothing', async () => {
    const { order, key } = linkedOrder({ model: 'draw-endless' });
    const id = await room.submit(order);
    while ((await room.status(id))['output'] === undefined) await new Promise((resolve) => setTimeout(resolve, 20));
    await createTestingClient(room.runpod).call('POST', `/cancel/${id}`);
    const next = await room.untilEnded(await room.submit(linkedOrder().order));
    expect(next).toMatchObject({ status: 'COMPLETED' });
    expect(objects.stored.has(`${key}.mp4`)).toBe(false);
    expect([...endStates]).toContain((await room.status(id))['status']);
  });

  it('refuses an order that is none, with the field', async () => {
    const { status, error } = await room.untilEnded(await room.submit({ ...sampleOrder(), num_frames: 0 }));
    expect(status).toBe('FAILED');
    expect(workerErrorSchema.parse(JSON.parse(String(error)))).toMatchObject({
      code: 'INVALID_INPUT',
      field: 'num_frames',
    });
  });
});
