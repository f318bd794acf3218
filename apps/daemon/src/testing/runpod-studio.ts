import type { Job } from '@videoexpress/job-schema';
import { createRunPodEngine } from '@videoexpress/render-engines';
import {
  type Behaviour,
  createClipMaker,
  LightWorker,
  MemoryObjectStorage,
  type RunPodSimulator,
  smallRender,
  startMemoryObjects,
  startRunPodSimulator,
} from '@videoexpress/render-engines/testing';
import type { EngineSettings } from '@videoexpress/studio';
import { ManualClock } from '@videoexpress/studio/testing';
import { afterEach, beforeEach } from 'vitest';
import { makeMortal } from './mortal-engine.ts';
import { removeFolders, temporaryFolders, type TestStudio, testStudio } from './test-studio.ts';
import { type WaitingForJobs, waitingForJobs } from './waiting-for-jobs.ts';

const makeClip = createClipMaker();

/** A studio with RunPod as its engine, and everything around it. */
export interface RunPodStudio extends WaitingForJobs {
  readonly clock: ManualClock;
  readonly runpod: RunPodSimulator;
  readonly storage: MemoryObjectStorage;
  readonly workers: readonly LightWorker[];
  /** The key that the studio has; the right one until a test sets another. */
  key: string;
  /** The studio of this run. */
  readonly test: TestStudio;
  startWorker(behaviour?: Behaviour): LightWorker;
  /** A job with a seed of its own. */
  create(input?: Record<string, unknown>): Promise<Job>;
  /** Ends this run as a kill would, in the middle of whatever it does. The next one is not started yet. */
  kill(): Promise<void>;
  /** The next run of the daemon, over the same folders. */
  startAgain(): Promise<void>;
}

/** A studio of its own for each test of a file, started. */
export function runPodStudio(settings: EngineSettings = {}): () => RunPodStudio {
  let open: { studio: RunPodStudio; close: () => Promise<void> } | null = null;
  beforeEach(async () => {
    open = await openStudio(settings);
  });
  afterEach(async () => {
    await open?.close();
    open = null;
  });
  return () => {
    if (open === null) throw new Error('Only within a test');
    return open.studio;
  };
}

async function openStudio(settings: EngineSettings): Promise<{ studio: RunPodStudio; close: () => Promise<void> }> {
  const clock = new ManualClock();
  const folders = temporaryFolders();
  const runpod = await startRunPodSimulator({ clock });
  const objects = await startMemoryObjects();
  const storage = new MemoryObjectStorage(objects);
  const workers: LightWorker[] = [];
  const key = { current: runpod.apiKey };
  let run = await openRun();
  let seed = 0;

  /** One run of the daemon. */
  async function openRun() {
    const engine = createRunPodEngine({
      secrets: { read: async () => key.current },
      objects: storage,
      clock,
      variables: {
        RUNPOD_ENDPOINT: { value: runpod.endpointUrl, source: 'environment' },
        RUNPOD_API_BASE_URL: { value: runpod.managementUrl, source: 'environment' },
      },
      appVersion: '0.0.0-test',
      scratchFolder: folders.scratch,
    });
    const mortal = makeMortal(engine);
    const test = testStudio({ engines: [mortal.engine], folders, clock, objects: storage });
    await test.studio.start();
    if (Object.keys(settings).length > 0) await test.studio.settings.patch({ engines: { runpod: settings } });
    return { engine, mortal, test };
  }

  const waiting = waitingForJobs(clock, { test: () => run.test, openCalls: () => run.engine.openCalls });
  const studio: RunPodStudio = {
    ...waiting,
    clock,
    runpod,
    storage,
    workers,
    get key() {
      return key.current;
    },
    set key(value) {
      key.current = value;
    },
    get test() {
      return run.test;
    },
    startWorker(behaviour = {}) {
      const worker = new LightWorker({ ...runpod, clock, makeClip, behaviour });
      workers.push(worker);
      return worker;
    },
    create: (input = {}) => {
      seed += 1;
      return run.test.create({ engine: 'runpod', input: { ...smallRender, seed, ...input } });
    },
    async kill() {
      run.mortal.kill();
      await run.test.abandon();
    },
    async startAgain() {
      run = await openRun();
    },
  };

  return {
    studio,
    async close() {
      await run.test.close().catch(() => undefined);
      await run.engine.close();
      await Promise.all(workers.map((worker) => worker.kill()));
      await Promise.all([runpod.close(), objects.close()]);
      await removeFolders(folders);
    },
  };
}
