import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const workerFolder = fileURLToPath(new URL('../../../../../runpod-worker', import.meta.url));

/** The tests' own engine of the worker, under the names of real models; with many steps each takes a tenth of a second. */
const factory = `
import time
from drawing_engine import DrawingEngine


class AnyModel(DrawingEngine):
    def __init__(self):
        super().__init__("draw")

    def render(self, order, inputs, ctx):
        step = ctx.step
        if order.num_inference_steps >= 20:
            def slow_step(done, total):
                time.sleep(0.1)
                step(done, total)
            ctx.step = slow_step
        try:
            return super().render(order, inputs, ctx)
        finally:
            ctx.step = step


def engine_for(model):
    return AnyModel()
`;

/** The real worker over the official SDK, which draws in place of a model. */
export interface SdkWorker {
  /** What it wrote so far. */
  said(): string;
  /** The attempts that it began to render, in order. */
  renderedAttempts(): readonly string[];
  /** Ends it and its process for pings at once. */
  end(): Promise<void>;
}

/**
 * Starts it against a listener.
 *
 * @param workerUrl where the worker protocol begins
 * @param python an interpreter with what the worker needs
 */
export function startSdkWorker(parts: {
  readonly python: string;
  readonly workerUrl: string;
  readonly token: string;
  readonly id?: string;
}): SdkWorker {
  const { python, workerUrl, token, id = 'sdk-worker' } = parts;
  const folder = mkdtempSync(join(tmpdir(), 'videoexpress-sdk-worker-'));
  writeFileSync(join(folder, 'any_model.py'), factory);
  const facts = 'gpu=Drawing%20board&machine=test-box&version=0.1.0&schema=1';
  const child: ChildProcess = spawn(python, ['-m', 'vx_worker.handler'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: the SDK forks a process for its pings, which a killed worker leaves behind.
    detached: true,
    env: {
      PATH: process.env['PATH'],
      HOME: folder,
      TMPDIR: folder,
      PYTHONPATH: [folder, join(workerFolder, 'src'), join(workerFolder, 'tests')].join(':'),
      PYTHONDONTWRITEBYTECODE: '1',
      VX_ENGINE_FACTORY: 'any_model:engine_for',
      VX_TEST_RENDERS: join(folder, 'renders'),
      VX_ALLOWED_HOSTS: new URL(workerUrl).host,
      RUNPOD_SKIP_AUTO_SYSTEM_CHECKS: 'true',
      RUNPOD_SKIP_GPU_CHECK: 'true',
      RUNPOD_AI_API_KEY: token,
      RUNPOD_POD_ID: id,
      RUNPOD_WEBHOOK_GET_JOB: `${workerUrl}/job-take/$ID?${facts}`,
      RUNPOD_WEBHOOK_POST_OUTPUT: `${workerUrl}/job-done/$RUNPOD_POD_ID/$ID?${facts}`,
      RUNPOD_WEBHOOK_POST_STREAM: `${workerUrl}/job-stream/$RUNPOD_POD_ID/$ID?${facts}`,
      RUNPOD_WEBHOOK_PING: `${workerUrl}/ping/$RUNPOD_POD_ID?${facts}`,
      RUNPOD_PING_INTERVAL: '1000',
    },
  });
  let said = '';
  const listen = (bytes: Buffer): void => void (said += bytes.toString());
  child.stdout?.on('data', listen);
  child.stderr?.on('data', listen);
  return {
    said: () => said,
    renderedAttempts() {
      try {
        return readFileSync(join(folder, 'renders'), 'utf8').trim().split('\n');
      } catch {
        return [];
      }
    },
    async end() {
      const gone = new Promise((resolve) => child.once('close', resolve));
      const isOver = child.exitCode !== null || child.signalCode !== null;
      if (child.pid !== undefined) {
        try {
          process.kill(-child.pid, 'SIGKILL');
        } catch {
          // The whole group has gone.
        }
      }
      if (!isOver) await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The Python that the step of `test:all` prepared for the worker. */
export function workerPython(): string {
  const python = process.env['VIDEOEXPRESS_WORKER_PYTHON'];
  if (python === undefined) throw new Error('VIDEOEXPRESS_WORKER_PYTHON names no Python; npm run test:all sets it');
  return python;
}
