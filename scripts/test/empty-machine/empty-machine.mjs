import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { notRun } from '../outcome.mjs';
import { makeBareMachine, startOn } from './bare-machine.mjs';

const firstStartMs = 5 * 60_000;
const secondStartMs = 5000;
const stopMs = 12_000;

/** A port of this machine that is free now. */
function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });
}

/** @param {string} url */
async function answers(url) {
  const answer = await fetch(url, { signal: AbortSignal.timeout(2000) }).catch(() => null);
  return answer?.status === 200;
}

/**
 * Waits for `condition`; answers the seconds it took, or null when the time ran out or the command ended first.
 * @param {() => Promise<boolean> | boolean} condition
 * @param {number} limitMs
 * @param {import('./bare-machine.mjs').Running} [whileRuns]
 */
async function until(condition, limitMs, whileRuns) {
  const startedAt = performance.now();
  while (performance.now() - startedAt < limitMs) {
    if (await condition()) return (performance.now() - startedAt) / 1000;
    if (whileRuns !== undefined && whileRuns.child.exitCode !== null) return null;
    await delay(50);
  }
  return null;
}

/** @param {string} file */
function isMp4(file) {
  if (!existsSync(file)) return false;
  const bytes = readFileSync(file);
  return bytes.length > 1000 && bytes.toString('latin1', 4, 8) === 'ftyp';
}

/** @param {number | null} code @param {number} limitMs @param {Promise<number | null>} ended */
async function endsWith(code, limitMs, ended) {
  return (await Promise.race([ended, delay(limitMs, 'late')])) === code;
}

/**
 * A person's first minutes, on a machine with Node 20, npm, git and nothing else: start, one clip, stop, start again.
 * @returns {Promise<import('../outcome.mjs').Outcome>}
 */
export async function startOnEmptyMachine() {
  if (process.platform === 'win32') return notRun('start on an empty machine (no shell; run it on Linux or macOS)');
  const machine = await makeBareMachine();
  if ('missing' in machine) return notRun(`start on an empty machine (${machine.missing})`);
  const counted = { passed: 0, failed: 0 };
  /** @param {string} what @param {boolean} ok @param {() => string} why */
  const check = (what, ok, why) => {
    process.stdout.write(`${ok ? '  ok  ' : '  FAIL'} ${what}\n`);
    if (!ok) process.stdout.write(`${why()}\n`);
    counted[ok ? 'passed' : 'failed'] += 1;
    return ok;
  };
  try {
    await firstMinutes(machine, check);
  } finally {
    machine.remove();
  }
  return counted;
}

/**
 * @param {import('./bare-machine.mjs').BareMachine} machine
 * @param {(what: string, ok: boolean, why: () => string) => boolean} check
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
