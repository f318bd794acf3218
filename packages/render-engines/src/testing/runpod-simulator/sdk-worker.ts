import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface SdkWorkerOptions {
  /** Base address of the worker protocol, and the key for it: of a simulator, here or in another process. */
  readonly workerUrl: string;
  readonly workerKey: string;
  /** Ids of the workers that asked for work so far, as the simulator knows them. */
  readonly askedForWork: () => Promise<Iterable<string>> | Iterable<string>;
  /** A Python with the official `runpod` SDK, absolute. */
  readonly python: string;
  /** What it runs: `['-m', 'vx_worker.handler']`, or a script. */
  readonly program: readonly string[];
  readonly folder: string;
  readonly workerId: string;
  /** More for its environment. `PATH` is taken from here as well. */
  readonly env: Readonly<Record<string, string>>;
  /** The longest that it may take to ask for work. Left out: 60 s. */
  readonly startMs?: number;
}

/** A worker in Python, with the SDK that RunPod's own workers have. */
export interface SdkWorker {
  readonly id: string;
  readonly pid: number;
  /** What it printed so far. */
  readonly output: () => string;
  /** Ends it at once, with the processes that it started. */
  readonly kill: () => Promise<void>;
  /** Asks it to leave when its job is done, and waits. */
  readonly end: () => Promise<void>;
}

const pollMs = 50;

/** Starts a worker, and resolves when it asks for work. Rejects with what it printed where it ends before, or does not come. */
export async function startSdkWorker(options: SdkWorkerOptions): Promise<SdkWorker> {
  const { workerId, startMs = 60_000 } = options;
  // A group of its own: the SDK pings from a process that a killed worker leaves behind, and that keeps it alive on paper.
  const child = spawn(options.python, options.program, {
    cwd: options.folder,
    env: { ...workerEnvironment(options), ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  let hasEnded = false;
  const ended = once(child, 'exit').finally(() => {
    hasEnded = true;
  });
  // A program that cannot be started has no exit; the missing pid tells.
  ended.catch(() => {});
  const { pid } = child;
  if (pid === undefined) throw new Error(`${options.python} cannot be started`);
  const signal = async (name: NodeJS.Signals): Promise<void> => {
    signalGroup(pid, name);
    await ended;
    signalGroup(pid, 'SIGKILL');
  };
  const giveUpAt = performance.now() + startMs;
  while (![...(await options.askedForWork())].includes(workerId)) {
    if (hasEnded || performance.now() > giveUpAt) {
      await signal('SIGKILL');
      throw new Error(`The worker did not ask for work:\n${output}`);
    }
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
  return { id: workerId, pid, output: () => output, kill: () => signal('SIGKILL'), end: () => signal('SIGTERM') };
}

/** What RunPod puts into the environment of a worker. Dollar names are filled in by the SDK. */
export function workerEnvironment({
  workerUrl,
  workerKey,
  workerId,
}: Pick<SdkWorkerOptions, 'workerUrl' | 'workerKey' | 'workerId'>): Record<string, string> {
  return {
    RUNPOD_WEBHOOK_GET_JOB: `${workerUrl}/job-take/$ID?gpu=x`,
    RUNPOD_WEBHOOK_POST_OUTPUT: `${workerUrl}/job-done/$RUNPOD_POD_ID/$ID?gpu=x`,
    RUNPOD_WEBHOOK_POST_STREAM: `${workerUrl}/job-stream/$RUNPOD_POD_ID/$ID?gpu=x`,
    RUNPOD_WEBHOOK_PING: `${workerUrl}/ping/$RUNPOD_POD_ID?gpu=x`,
    RUNPOD_PING_INTERVAL: '2000',
    RUNPOD_AI_API_KEY: workerKey,
    RUNPOD_POD_ID: workerId,
    RUNPOD_POD_HOSTNAME: `${workerId}-host`,
    RUNPOD_ENDPOINT_ID: workerUrl.split('/').at(-1) ?? '',
    RUNPOD_SKIP_AUTO_SYSTEM_CHECKS: 'true',
    RUNPOD_SKIP_GPU_CHECK: 'true',
    PYTHONUNBUFFERED: '1',
    PYTHONDONTWRITEBYTECODE: '1',
  };
}

function signalGroup(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(-pid, name);
  } catch {
    // Nothing of it is left.
  }
}
