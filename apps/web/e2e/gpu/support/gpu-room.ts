import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { type S3Server, startS3Server } from '@videoexpress/cloud-clients/testing';
import {
  type ControlState,
  type SdkWorker,
  type SimulatorProcess,
  startSdkWorker,
  startSimulatorProcess,
} from '@videoexpress/render-engines/testing/runpod-simulator';

const workerFolder = path.join(import.meta.dirname, '../../../../../runpod-worker');

const pythonVariables = {
  PYTHONPATH: `${workerFolder}/src:${workerFolder}/tests`,
  PYTHONDONTWRITEBYTECODE: '1',
  HF_HUB_OFFLINE: '1',
  // Threads that share such small work cost more than they do.
  OMP_NUM_THREADS: '1',
};

/** Where a render can be held: after each step of `denoise`, at the beginning of any other. */
export type HeldStage = 'load' | 'denoise' | 'decode' | 'encode' | 'upload';

/**
 * All that a paid render needs, on this machine: RunPod, simulated; a worker in Python under RunPod's own SDK, with the true
 * pipelines and tiny random weights; a real S3 server.
 */
export interface GpuRoom {
  readonly runpod: SimulatorProcess;
  readonly storage: S3Server;
  readonly worker: SdkWorker;
  /** What the daemon must know to use it. */
  readonly variables: Readonly<Record<string, string>>;
  /** Renders wait at this stage from now on; null: they go on. */
  readonly hold: (stage: HeldStage | null) => Promise<void>;
  /** Each attempt that the worker began to render, with its stages, in order. */
  readonly renders: () => Promise<readonly Render[]>;
  /** How many jobs the studio sent so far: calls of `/run`, taken or not. */
  readonly submissions: () => Promise<number>;
  /** What RunPod has of the job that came last. */
  readonly newestJob: () => Promise<ControlState['jobs'][number] | undefined>;
  readonly close: () => Promise<void>;
}

export interface Render {
  readonly attemptId: string;
  readonly stages: readonly string[];
}

/** Starts it all. `npm run test:all` provides the Python and the S3 server. */
export async function startGpuRoom(): Promise<GpuRoom> {
  const python = process.env['VIDEOEXPRESS_MODELS_PYTHON'];
  if (python === undefined) throw new Error('VIDEOEXPRESS_MODELS_PYTHON names no Python; npm run test:all sets it');
  const folder = await mkdtemp(path.join(os.tmpdir(), 'videoexpress-gpu-room-'));
  const holdFile = path.join(folder, 'hold');
  const stagesFile = path.join(folder, 'stages');
  const [storage, runpod, registry] = await Promise.all([
    startS3Server(),
    startSimulatorProcess({ workers: 0 }),
    writeModels(python, path.join(folder, 'models')),
  ]);
  const worker = await startSdkWorker({
    ...runpod,
    askedForWork: async () => (await runpod.control({ command: 'state' })).askedForWork,
    python,
    program: ['-m', 'vx_worker.handler'],
    folder,
    workerId: 'sdk-0',
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: folder,
      TMPDIR: folder,
      ...pythonVariables,
      VX_ENGINE_FACTORY: 'held_models:engine_for',
      VX_REGISTRY_EXTRA: registry,
      VX_ALLOWED_HOSTS: new URL(storage.endpoint).host,
      VX_WORK_DIR: path.join(folder, 'work'),
      VX_CACHE_DIR: path.join(folder, 'cache'),
      VX_TEST_HOLD: holdFile,
      VX_TEST_STAGES: stagesFile,
    },
  });
  return {
    runpod,
    storage,
    worker,
    variables: {
      RUNPOD_ENDPOINT: runpod.endpointUrl,
      RUNPOD_API_BASE_URL: runpod.managementUrl,
      RUNPOD_API_KEY: runpod.apiKey,
      R2_BUCKET: storage.bucket,
      R2_PUBLIC_BASE_URL: 'https://clips.example.org',
      AWS_ENDPOINT_URL: storage.endpoint,
      AWS_ACCESS_KEY_ID: storage.accessKeyId,
      AWS_SECRET_ACCESS_KEY: storage.secretAccessKey,
    },
    hold: (stage) => (stage === null ? rm(holdFile, { force: true }) : writeFile(holdFile, stage)),
    renders: async () => readRenders(await readFile(stagesFile, 'utf8').catch(() => '')),
    submissions: async () => (await runpod.control({ command: 'state' })).requests['run'] ?? 0,
    newestJob: async () => (await runpod.control({ command: 'state' })).jobs.at(-1),
    async close() {
      await worker.kill();
      await Promise.all([runpod.close(), storage.stop()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Models of random weights under the names of real ones. The value is the path of their registry. */
async function writeModels(python: string, folder: string): Promise<string> {
  const program = path.join(workerFolder, 'tests/stand_in_models.py');
  const env = { ...process.env, ...pythonVariables };
  return (await promisify(execFile)(python, [program, folder], { env })).stdout.trim();
}

function readRenders(text: string): readonly Render[] {
  const renders: { attemptId: string; stages: string[] }[] = [];
  for (const line of text.split('\n').filter(Boolean)) {
    const [attemptId = '', stage = ''] = line.split(' ');
    if (stage === 'render') renders.push({ attemptId, stages: [] });
    else renders.findLast((render) => render.attemptId === attemptId)?.stages.push(stage);
  }
  return renders;
}
