import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { ControlCommand, ControlState } from './control-command.ts';
import { control } from './control-listener.ts';

const readySchema = z.object({
  endpointUrl: z.string(),
  managementUrl: z.string(),
  workerUrl: z.string(),
  apiKey: z.string(),
  workerKey: z.string(),
  controlUrl: z.string(),
  controlKey: z.string(),
});

/** A simulator in a process of its own, on the machine's clock. */
export interface SimulatorProcess extends z.infer<typeof readySchema> {
  readonly pid: number;
  readonly control: (command: ControlCommand) => Promise<ControlState>;
  /** Ends it and waits until it is gone. */
  readonly close: () => Promise<void>;
}

export interface SimulatorProcessOptions {
  /** Light workers that it starts with. Left out: one. */
  readonly workers?: number;
  readonly stageMs?: number;
  readonly stepMs?: number;
  /** Workers sleep until the first job, and need so long to wake. */
  readonly coldMs?: number;
}

/** Starts one, and resolves when it is ready. Rejects where it ends before. It ends with this process. */
export async function startSimulatorProcess(options: SimulatorProcessOptions = {}): Promise<SimulatorProcess> {
  const main = fileURLToPath(new URL('main.ts', import.meta.url));
  const flags = [
    ['--workers', options.workers],
    ['--stage-ms', options.stageMs],
    ['--step-ms', options.stepMs],
    ['--cold-ms', options.coldMs],
  ].flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]));
  const child = spawn(process.execPath, ['--conditions=source', main, '--end-with-stdin', ...flags], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  const line = await Promise.race([once(lines, 'line'), ended.then(() => null)]);
  if (line === null || child.pid === undefined) throw new Error('The simulator ended before it was ready');
  const ready = readySchema.parse(JSON.parse(String(line[0])));
  return {
    ...ready,
    pid: child.pid,
    control: (command) => control(ready, command),
    async close() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
