import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';

const program = path.join(
  import.meta.dirname,
  '../../../../packages/render-engines/src/testing/runpod-simulator/main.ts',
);

/** A text of the line that a simulator prints when it is ready. */
function told(line: string, name: string): string {
  const ready: unknown = JSON.parse(line);
  const value: unknown = typeof ready === 'object' && ready !== null ? Reflect.get(ready, name) : undefined;
  if (typeof value !== 'string') throw new Error(`The simulator did not tell its ${name}: ${line}`);
  return value;
}

/** A RunPod on this machine with one light worker, in a process of its own. */
export interface SimulatedRunPod {
  /** What the daemon must know to use it. */
  readonly variables: Readonly<Record<string, string>>;
  /** Gives a command of the simulator's `control-command`. */
  readonly control: (command: { readonly command: string; readonly [more: string]: unknown }) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Starts one; resolves when it is ready. It ends with this process. */
export async function startSimulatedRunPod(): Promise<SimulatedRunPod> {
  const child = spawn(process.execPath, ['--conditions=source', program, '--end-with-stdin'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const first = await Promise.race([once(createInterface({ input: child.stdout }), 'line'), ended.then(() => null)]);
  if (first === null) throw new Error('The simulator ended before it was ready');
  const line = String(first[0]);
  return {
    variables: {
      RUNPOD_ENDPOINT: told(line, 'endpointUrl'),
      RUNPOD_API_BASE_URL: told(line, 'managementUrl'),
      RUNPOD_API_KEY: told(line, 'apiKey'),
    },
    async control(command) {
      const answer = await fetch(told(line, 'controlUrl'), {
        method: 'POST',
        headers: { authorization: `Bearer ${told(line, 'controlKey')}`, 'content-type': 'application/json' },
        body: JSON.stringify(command),
      });
      if (!answer.ok) throw new Error(`The simulator refused: ${await answer.text()}`);
    },
    async close() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
