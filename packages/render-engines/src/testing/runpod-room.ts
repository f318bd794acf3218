import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newAttemptId, newJobId } from '@videoexpress/job-schema';
import type { EngineSettings, RenderEngine, RenderRef, RenderRequest, RenderStatus } from '@videoexpress/studio';
import { ManualClock } from '@videoexpress/studio/testing';
import { afterEach, beforeEach } from 'vitest';
import { createRunPodEngine } from '../runpod/runpod-engine.ts';
import { MemoryObjectStorage } from './memory-object-storage.ts';
import { smallRender } from './small-render.ts';
import {
  type Behaviour,
  createClipMaker,
  LightWorker,
  type RunPodSimulator,
  startMemoryObjects,
  startRunPodSimulator,
} from './runpod-simulator/index.ts';

const makeClip = createClipMaker();

/** RunPod, object storage and the engine between them. */
export interface RunPodRoom {
  readonly clock: ManualClock;
  readonly runpod: RunPodSimulator;
  readonly storage: MemoryObjectStorage;
  readonly engine: ReturnType<typeof createRunPodEngine>;
  /** A signal that nobody aborts. */
  readonly signal: AbortSignal;
  /** The key that the engine is given; null: none. */
  key: string | null;
  readonly folder: string;
  startWorker(behaviour?: Behaviour): LightWorker;
  /** The engine as the next run of the daemon makes it: it remembers nothing. */
  nextEngine(): Promise<RenderEngine>;
  request(changes?: Partial<RenderRequest>): RenderRequest;
  /** Submits, and expects it to be taken. */
  submit(request?: RenderRequest): Promise<RenderRef>;
  poll(render: RenderRef): Promise<RenderStatus>;
  /** Looks until it is so; the clock moves a little with each look. */
  until(render: RenderRef, reached: (status: RenderStatus) => boolean): Promise<RenderStatus>;
}

export interface RunPodRoomOptions {
  readonly settings?: EngineSettings;
  /** Base address of the endpoint; left out, the simulator's. Null: none is set in the environment. */
  readonly endpoint?: string | null;
  readonly withManagement?: boolean;
  readonly withStorage?: boolean;
}

/** A room of its own for each test of a file, on a clock that the test moves. */
export function runPodRoom(options: RunPodRoomOptions = {}): () => RunPodRoom {
  let room: RunPodRoom | null = null;
  let closeRoom = async (): Promise<void> => undefined;
  beforeEach(async () => {
    const opened = await openRoom(options);
    room = opened.room;
    closeRoom = opened.close;
  });
  afterEach(() => closeRoom());
  return () => {
    if (room === null) throw new Error('Only within a test');
    return room;
  };
}

async function openRoom(options: RunPodRoomOptions): Promise<{ room: RunPodRoom; close: () => Promise<void> }> {
  const clock = new ManualClock();
  const runpod = await startRunPodSimulator({ clock });
  const objects = await startMemoryObjects();
  const storage = new MemoryObjectStorage(objects);
  storage.isSetUp = options.withStorage ?? true;
  const folder = mkdtempSync(join(tmpdir(), 'videoexpress-runpod-'));
  const workers: LightWorker[] = [];
  const key: { current: string | null } = { current: runpod.apiKey };
  const endpoint = options.endpoint === undefined ? runpod.endpointUrl : options.endpoint;
  const engines: ReturnType<typeof createRunPodEngine>[] = [];
  const createEngine = () => {
    const engine = createRunPodEngine({
      secrets: { read: async () => key.current },
      objects: storage,
      clock,
      variables: {
        ...(endpoint === null ? {} : { RUNPOD_ENDPOINT: { value: endpoint, source: 'environment' } }),
        ...(options.withManagement === false
          ? {}
          : { RUNPOD_API_BASE_URL: { value: runpod.managementUrl, source: 'environment' } }),
      },
      appVersion: '0.0.0-test',
      scratchFolder: folder,
    });
    engine.configure(options.settings ?? {});
    engines.push(engine);
    return engine;
  };
  const engine = createEngine();
  const signal = AbortSignal.timeout(60_000);

  const room: RunPodRoom = {
    clock,
    runpod,
    storage,
    engine,
    signal,
    folder,
    get key() {
      return key.current;
    },
    set key(value) {
      key.current = value;
    },
    startWorker(behaviour = {}) {
      const worker = new LightWorker({ ...runpod, clock, makeClip, behaviour });
      workers.push(worker);
      return worker;
    },
    async nextEngine() {
      await engines.at(-1)?.close();
      return createEngine();
    },
    request: (changes = {}) => ({
      attemptId: newAttemptId(),
      jobId: newJobId(),
      kind: 'text_to_video',
      input: smallRender,
      files: {},
      ...changes,
    }),
    async submit(request = room.request()) {
      const taken = await engine.submit(request, signal);
      if (!taken.ok) throw new Error(JSON.stringify(taken.error));
      return { attemptId: request.attemptId, jobId: request.jobId, remoteId: taken.value.remoteId };
    },
    async poll(render) {
      const status = await engine.poll(render, signal);
      if (!status.ok) throw new Error(JSON.stringify(status.error));
      return status.value;
    },
    async until(render, reached) {
      const giveUp = performance.now() + 15_000;
      let last: RenderStatus | null = null;
      while (performance.now() < giveUp) {
        last = await room.poll(render);
        if (reached(last)) return last;
        clock.advance(100);
        await new Promise((resolve) => setImmediate(resolve));
      }
      throw new Error(`It never came so far: ${JSON.stringify(last)}`);
    },
  };

  return {
    room,
    async close() {
      for (const each of engines) await each.close();
      await Promise.all(workers.map((worker) => worker.kill()));
      await Promise.all([runpod.close(), objects.close()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
