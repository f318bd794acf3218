import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from '@videoexpress/host';
import { newAttemptId, newJobId } from '@videoexpress/job-schema';
import { renderKeys, type RenderRef, type RenderRequest, type RenderStatus } from '@videoexpress/studio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MemoryObjectStorage } from '../testing/memory-object-storage.ts';
import { type RunPodSimulator, startMemoryObjects, startRunPodSimulator } from '../testing/runpod-simulator/index.ts';
import { type SdkWorker, startSdkWorker } from '../testing/runpod-simulator/sdk-worker.ts';
import { smallRender } from '../testing/small-render.ts';
import { createRunPodEngine } from './runpod-engine.ts';

// `npm run test:all` provides the environment: the official SDK, and what the worker needs beside its models.
const python = process.env['VIDEOEXPRESS_WORKER_PYTHON'] ?? '';
const workerFolder = fileURLToPath(new URL('../../../../runpod-worker/', import.meta.url));

describe("the engine with the product's own worker, drawing in place of a model, under the official SDK", () => {
  const scratch = mkdtempSync(join(tmpdir(), 'videoexpress-sdk-engine-'));
  const rendersFile = join(scratch, 'renders');
  const signal = AbortSignal.timeout(120_000);
  let runpod: RunPodSimulator;
  let storage: MemoryObjectStorage;
  let worker: SdkWorker;
  const createEngine = () =>
    createRunPodEngine({
      secrets: { read: async () => runpod.apiKey },
      objects: storage,
      clock: systemClock,
      variables: { RUNPOD_ENDPOINT: { value: runpod.endpointUrl, source: 'environment' } },
      appVersion: '0.0.0-test',
      scratchFolder: scratch,
    });
  let engine: ReturnType<typeof createEngine>;

  beforeAll(async () => {
    runpod = await startRunPodSimulator({ clock: systemClock });
    storage = new MemoryObjectStorage(await startMemoryObjects());
    engine = createEngine();
    worker = await startSdkWorker({
      ...runpod,
      askedForWork: () => runpod.workers.askedForWork,
      python,
      program: ['-m', 'vx_worker.handler'],
      folder: scratch,
      workerId: 'sdk-0',
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: scratch,
        TMPDIR: scratch,
        PYTHONPATH: `${workerFolder}src:${workerFolder}tests`,
        VX_ENGINE_FACTORY: 'drawing_engine:engine_for',
        VX_ALLOWED_HOSTS: storage.objects.origin.replace('http://', ''),
        VX_WORK_DIR: join(scratch, 'work'),
        VX_CACHE_DIR: join(scratch, 'cache'),
        VX_TEST_RENDERS: rendersFile,
      },
    });
  }, 90_000);
  afterAll(async () => {
    await worker.kill();
    await engine.close();
    await Promise.all([runpod.close(), storage.objects.close()]);
    rmSync(scratch, { recursive: true, force: true });
  });

  const request = (model: string): RenderRequest => ({
    attemptId: newAttemptId(),
    jobId: newJobId(),
    kind: 'text_to_video',
    input: { ...smallRender, model },
    files: {},
  });
  const begun = ({ attemptId }: RenderRequest) =>
    (existsSync(rendersFile) ? readFileSync(rendersFile, 'utf8') : '').split('\n').filter((id) => id === attemptId)
      .length;
  async function submit(asked: RenderRequest): Promise<RenderRef> {
    const taken = await engine.submit(asked, signal);
    if (!taken.ok) throw new Error(JSON.stringify(taken.error));
    return { ...asked, remoteId: taken.value.remoteId };
  }
  async function until(render: RenderRef, reached: (status: RenderStatus) => boolean): Promise<RenderStatus> {
    for (;;) {
      const status = await engine.poll(render, signal);
      if (!status.ok) throw new Error(JSON.stringify(status.error));
      if (reached(status.value)) return status.value;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  const isEnded = ({ state }: RenderStatus) => state !== 'waiting' && state !== 'running';

  it('renders once, and hands over the clip that it stored', async () => {
    const asked = request('draw');
    const render = await submit(asked);
    expect(await until(render, isEnded)).toMatchObject({ state: 'finished' });
    const path = join(scratch, 'clip.mp4');
    expect(await engine.retrieve(render, path, signal)).toEqual({ ok: true, value: null });
    const { video } = renderKeys(asked.jobId, asked.attemptId);
    expect(readFileSync(path)).toEqual(storage.objects.stored.get(video)?.bytes);
    expect(begun(asked)).toBe(1);
  }, 60_000);

  it('comes back inside the answer without object storage', async () => {
    storage.isSetUp = false;
    const render = await submit(request('draw'));
    expect(await until(render, isEnded)).toMatchObject({ state: 'finished' });
    const path = join(scratch, 'inline.mp4');
    expect(await engine.retrieve(render, path, signal)).toEqual({ ok: true, value: null });
    expect(readFileSync(path).subarray(4, 8).toString()).toBe('ftyp');
    storage.isSetUp = true;
  }, 60_000);

  it('stops in mid-render when it is told to, and leaves nothing but its claim to take away', async () => {
    const asked = request('draw-endless');
    const render = await submit(asked);
    const running = await until(render, (status) => status.state === 'running' && status.progress.step !== undefined);
    expect(running.state === 'running' ? running.progress.stage : '').toMatch(/^Step \d+ of \d+$/);
    expect(await engine.cancel(render, signal)).toMatchObject({ ok: true });
    await engine.release({ ...asked, kept: false });
    const next = await submit(request('draw'));
    expect(await until(next, isEnded)).toMatchObject({ state: 'finished' });
    expect(storage.keys().filter((key) => key.includes(asked.attemptId))).toEqual([]);
  }, 60_000);

  it('is adopted through its claim when nobody saw the answer, and sent once', async () => {
    runpod.faults.add({ route: 'run', fault: { kind: 'reset', accepted: true } });
    const asked = request('draw');
    expect(await engine.submit(asked, signal)).toMatchObject({ ok: false, error: { code: 'unknown' } });
    let adopted = await engine.adopt(asked, signal);
    while (adopted.ok && adopted.value === null) adopted = await engine.adopt(asked, signal);
    if (!adopted.ok || adopted.value === null) throw new Error('It is found');
    expect(await until({ ...asked, ...adopted.value }, isEnded)).toMatchObject({ state: 'finished' });
    expect(begun(asked)).toBe(1);
  }, 60_000);

  it('renders nothing for an attempt that is over, when a submission of it that was left comes to a worker', async () => {
    runpod.faults.add({ route: 'run', fault: { kind: 'reset' } });
    const asked = request('draw');
    await engine.submit(asked, signal);
    await engine.release({ ...asked, kept: false });
    const render = await submit(asked);
    expect(await until(render, isEnded)).toMatchObject({ state: 'moved' });
    expect(begun(asked)).toBe(0);
  }, 60_000);

  it('says in plain words what the worker refused', async () => {
    const asked = request('draw');
    const render = await submit({ ...asked, input: { ...asked.input, width: 250 } });
    const end = await until(render, isEnded);
    expect(end.state === 'failed' ? end.userMessage : '').toMatch(
      /^The GPU worker refused the input\. The sides must be multiples of 16\./,
    );
  }, 60_000);
});
