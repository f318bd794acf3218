import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createChecklist } from '../checklist.mjs';
import { notRun } from '../outcome.mjs';
import { answers, endsWith, freePort, isMp4, until } from '../waiting.mjs';
import { makeBareMachine, startOn } from './bare-machine.mjs';

const firstStartMs = 5 * 60_000;
const secondStartMs = 5000;
const stopMs = 12_000;

/**
 * A person's first minutes, on a machine with Node 20, npm, git and nothing else: start, one clip, stop, start again.
 * @returns {Promise<import('../outcome.mjs').Outcome>}
 */
export async function startOnEmptyMachine() {
  if (process.platform === 'win32') return notRun('start on an empty machine (no shell; run it on Linux or macOS)');
  const machine = await makeBareMachine();
  if ('missing' in machine) return notRun(`start on an empty machine (${machine.missing})`);
  const { counted, check } = createChecklist();
  try {
    await firstMinutes(machine, check);
  } finally {
    machine.remove();
  }
  return counted;
}

/**
 * @param {import('./bare-machine.mjs').BareMachine} machine
 * @param {import('../checklist.mjs').Check} check
 */
async function firstMinutes(machine, check) {
  const port = await freePort();
  const page = `http://localhost:${port}`;
  const start = ['npm', 'start', '--', '--no-open', '--port', String(port), '--data-dir', machine.dataDir];
  const stopDaemon = () => {
    const { pid } = JSON.parse(readFileSync(join(machine.dataDir, 'state', 'runtime.json'), 'utf8'));
    process.kill(pid, 'SIGTERM');
  };

  const first = startOn(machine, start);
  const firstSeconds = await until(() => answers(`${page}/healthz`), firstStartMs, first);
  const took = firstSeconds === null ? 'no answer' : `${firstSeconds.toFixed(1)} s`;
  if (!check(`npm start in a fresh clone (${took})`, firstSeconds !== null, first.output)) {
    first.child.kill('SIGTERM');
    await first.ended;
    return;
  }

  const clip = join(machine.clone, 'out.mp4');
  const generate = ['npx', 'videoexpress', 'generate', 'A red fox in snow', '--set', 'num_frames=24', '-o', clip];
  const generated = startOn(machine, generate, { VIDEOEXPRESS_HOME: machine.dataDir });
  const code = await generated.ended;
  check('npx videoexpress generate writes an MP4', code === 0 && isMp4(clip), generated.output);

  stopDaemon();
  check('SIGTERM ends it with exit code 0', await endsWith(0, stopMs, first.ended), first.output);

  const second = startOn(machine, start);
  const secondSeconds = await until(() => answers(page), 60_000, second);
  const fast = secondSeconds !== null && secondSeconds * 1000 < secondStartMs;
  check(
    `the second start shows the page in under 5 s (${secondSeconds?.toFixed(1) ?? 'no answer'} s)`,
    fast,
    second.output,
  );
  second.child.kill('SIGTERM');
  const gone = await until(async () => !(await answers(`${page}/healthz`)), stopMs);
  check('the end of npm ends the daemon too', gone !== null, second.output);
  await second.ended;
}
