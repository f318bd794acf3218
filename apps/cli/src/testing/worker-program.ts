import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..', '..', '..');

/** The tests' own engine of the worker, under the names of real models; with many steps each takes a tenth of a second. */
const engine = `
import time
from drawing_engine import DrawingEngine


class AnyModel(DrawingEngine):
    def render(self, order, inputs, ctx):
        step = ctx.step

        def slow_step(done, total):
            time.sleep(0.1 if total >= 20 else 0)
            step(done, total)

        ctx.step = slow_step
        try:
            return super().render(order, inputs, ctx)
        finally:
            ctx.step = step


def engine_for(model):
    return AnyModel("draw")
`;

/** `videoexpress worker start` as a process of its own, with the real worker, which draws in place of a model. */
export interface WorkerProgram {
  readonly pid: number;
  said(): string;
  /** Settles with its exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
  signal(signal: NodeJS.Signals): void;
}

export function startWorkerProgram(home: string): WorkerProgram {
  const python = process.env['VIDEOEXPRESS_WORKER_PYTHON'];
  if (python === undefined) throw new Error('VIDEOEXPRESS_WORKER_PYTHON names no Python; npm run test:all sets it');
  const modules = join(home, 'modules');
  mkdirSync(modules, { recursive: true });
  writeFileSync(join(modules, 'any_model.py'), engine);
  const program = join(root, 'apps', 'cli', 'src', 'main.ts');
  const args = ['worker', 'start', '--name', 'attic', '--no-install', '--python', python];
  const child = spawn(process.execPath, ['--conditions=source', program, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      HOME: home,
      VIDEOEXPRESS_HOME: home,
      PYTHONPATH: [modules, join(root, 'runpod-worker', 'tests')].join(':'),
      VX_ENGINE_FACTORY: 'any_model:engine_for',
    },
  });
  let said = '';
  const listen = (bytes: Buffer): void => void (said += bytes.toString());
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  return {
    pid: child.pid ?? 0,
    said: () => said,
    ended: new Promise((resolve) => child.once('close', (code, signal) => resolve(code ?? signal ?? 'nothing'))),
    signal: (signal) => void child.kill(signal),
  };
}

/** The Python processes of a worker of this home: by the variable that names it, so only on Linux. */
export function workerProcesses(home: string): readonly number[] {
  return readdirSync('/proc').flatMap((entry) => {
    if (!/^\d+$/.test(entry)) return [];
    const env = readProcess(entry, 'environ');
    const isWorker = readProcess(entry, 'cmdline').includes('vx_worker.own_gpu');
    return isWorker && env.includes(`VX_WORK_DIR=${home}`) ? [Number(entry)] : [];
  });
}

function readProcess(pid: string, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return '';
  }
}
