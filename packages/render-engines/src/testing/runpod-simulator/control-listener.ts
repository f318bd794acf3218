import { randomBytes } from 'node:crypto';
import type { Clock } from '@videoexpress/studio';
import { json } from './answer.ts';
import { type ControlCommand, controlCommandSchema, type ControlState, controlStateSchema } from './control-command.ts';
import { namesIn, parseJson } from './job-request.ts';
import type { LightFleet } from './light-fleet.ts';
import { openLoopbackListener } from './loopback-listener.ts';
import type { RunPodSimulator } from './runpod-simulator.ts';
import { billedMs } from './simulated-job.ts';

export interface ControlDeps {
  readonly runpod: RunPodSimulator;
  readonly fleet: LightFleet;
  readonly clock: Clock;
  /** Zero: any that is free. */
  readonly port: number;
}

/** Where a simulator in another process takes commands: a port of its own, with a key that no other surface knows. */
export interface ControlListener {
  readonly controlUrl: string;
  readonly controlKey: string;
  readonly close: () => Promise<void>;
}

export async function openControlListener(deps: ControlDeps): Promise<ControlListener> {
  const controlKey = randomBytes(16).toString('hex');
  const listener = await openLoopbackListener({
    port: deps.port,
    maxBodyBytes: 1_000_000,
    async answer(call) {
      if (call.authorization !== `Bearer ${controlKey}`) return json(401, { error: 'wrong control key' });
      const command = controlCommandSchema.safeParse(parseJson(call.body));
      if (call.method !== 'POST' || !command.success) {
        return json(400, { error: command.success ? 'POST a command' : command.error.message });
      }
      const problem = await carryOut(command.data, deps);
      return problem === null ? json(200, stateOf(deps)) : json(404, { error: problem });
    },
  });
  return { controlUrl: listener.origin, controlKey, close: listener.close };
}

/** Gives a command to a simulator in another process. Rejects with what it answered, where that is a refusal. */
export async function control(
  to: Pick<ControlListener, 'controlUrl' | 'controlKey'>,
  command: ControlCommand,
): Promise<ControlState> {
  const response = await fetch(to.controlUrl, {
    method: 'POST',
    headers: { authorization: `Bearer ${to.controlKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(command),
  });
  if (!response.ok) throw new Error(`The simulator refused: ${await response.text()}`);
  return controlStateSchema.parse(await response.json());
}

/** Null: done. Else what it was about is not there. */
async function carryOut(
  command: ReturnType<typeof controlCommandSchema.parse>,
  deps: ControlDeps,
): Promise<string | null> {
  const { runpod, fleet } = deps;
  switch (command.command) {
    case 'state':
      return null;
    case 'add_fault':
      runpod.faults.add(command.rule);
      return null;
    case 'clear_faults':
      runpod.faults.clear();
      return null;
    case 'set_capacity':
      runpod.workers.capacity = command.capacity;
      return null;
    case 'script_workers':
      runpod.workers.scripted = given(command.counts);
      return null;
    case 'set_network':
      await runpod.setNetwork(command.state);
      return null;
    case 'show_late_progress':
      runpod.queue.lateProgressShows = command.shows;
      return null;
    case 'forget_job': {
      const job = runpod.jobs.find(({ id, request }) => [id, ...namesIn(request)].includes(command.job));
      if (job === undefined) return 'no such job';
      runpod.queue.forget(job);
      return null;
    }
    case 'start_worker':
      await fleet.start(command.behaviour);
      return null;
    case 'kill_worker':
      return (await fleet.kill(command.worker)) ? null : 'no such worker';
    case 'next_behaviour': {
      const worker = fleet.find(command.worker);
      worker?.next.push(command.behaviour);
      return worker === null ? 'no such worker' : null;
    }
    case 'let_go': {
      const worker = fleet.find(command.worker);
      worker?.letGo();
      return worker === null ? 'no such worker' : null;
    }
  }
}

/** Without what was left out. */
function given<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

function stateOf({ runpod, fleet, clock }: ControlDeps): ControlState {
  const routes = [...new Set(runpod.requests.all.map(({ route }) => route))];
  const now = clock.monotonic();
  return {
    jobs: runpod.jobs.map((job) => ({
      id: job.id,
      attemptId: namesIn(job.request)[0] ?? null,
      state: job.isForgotten ? 'FORGOTTEN' : job.state,
      workers: job.runs.map(({ workerId }) => workerId),
      billedMs: billedMs(job, now),
    })),
    lightWorkers: fleet.all.map(({ id, held }) => ({ id, isHolding: held > 0 })),
    workers: [...runpod.workers.ids],
    askedForWork: [...runpod.workers.askedForWork],
    requests: Object.fromEntries(routes.map((route) => [route, runpod.requests.count(route)])),
    mostInTenSeconds: Object.fromEntries(routes.map((route) => [route, runpod.requests.mostInTenSeconds(route)])),
    faultsPending: runpod.faults.pending,
    billedMs: runpod.billedMs(),
  };
}
