import { readFileSync } from 'node:fs';
import { isEndState, type Job, type JobId } from '@videoexpress/job-schema';
import { rotateWorkerToken } from '@videoexpress/host';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DaemonLink } from '../daemon-link/link.ts';
import { startRealDaemon, stopRealDaemon } from '../testing/real-daemon.ts';
import { createTestCli, type TestCli } from '../testing/test-cli.ts';
import { startWorkerProgram, type WorkerProgram, workerProcesses } from '../testing/worker-program.ts';

const patienceMs = 90_000;

let cli: TestCli;
let link: DaemonLink;
let worker: WorkerProgram;
beforeEach(async () => {
  cli = createTestCli();
  link = await startRealDaemon(cli, cli.folders, '127.0.0.1:0');
  worker = startWorkerProgram(cli.home);
  await until('the worker is up', () => worker.said().includes('The worker is up'));
});
afterEach(async () => {
  worker.signal('SIGKILL');
  await worker.ended;
  await stopRealDaemon(cli, cli.folders);
  cli.dispose();
});

/** Looks until it holds; says what the program said where it never does. */
async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const giveUp = performance.now() + patienceMs;
  while (!(await holds())) {
    if (performance.now() > giveUp) throw new Error(`Never: ${what}\n${worker.said().slice(-3000)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function order(steps: number): Promise<JobId> {
  const sizes = { model: 'wan2.1-t2v-1.3b', width: 256, height: 256, num_frames: 9, fps: 16 };
  const input = { prompt: 'A red fox in snow', num_inference_steps: steps, ...sizes };
  const made = await link.client.call('createJob', { body: { kind: 'text_to_video', engine: 'own-gpu', input } });
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  return made.value.body.id;
}

async function jobOf(id: JobId): Promise<Job> {
  const got = await link.client.call('getJob', { params: { id } });
  if (!got.ok) throw new Error(JSON.stringify(got.error));
  return got.value.body;
}

async function ended(id: JobId): Promise<Job> {
  await until('the job ends', async () => isEndState((await jobOf(id)).state));
  return jobOf(id);
}

const rendering = (id: JobId) => until('it renders', async () => (await jobOf(id)).progress.stage.startsWith('Step'));
const gone = () => until('nothing of the worker is left', () => workerProcesses(cli.home).length === 0);

describe('worker start with the real worker', () => {
  it('renders a job for the real daemon, also by another token, and ends on SIGTERM', async () => {
    expect(await ended(await order(3))).toMatchObject({ state: 'succeeded', submissions: 1 });
    const old = readFileSync(cli.folders.workerTokenFile, 'utf8').trim();
    const other = rotateWorkerToken(cli.folders.workerTokenFile);
    await until('it comes in by the other token', () => worker.said().split('The worker is up').length === 3);
    expect(await ended(await order(3))).toMatchObject({ state: 'succeeded', submissions: 1 });
    worker.signal('SIGTERM');
    expect(await worker.ended).toBe(0);
    await gone();
    for (const token of [old, other.ok ? other.value : '']) expect(worker.said()).not.toContain(token);
    const listed = await link.client.call('listWorkers', {});
    expect(listed.ok && listed.value.body.items).toEqual([]);
  }, 120_000);

  it('starts a killed worker again, which renders its job once more, as the same attempt', async () => {
    const id = await order(60);
    await rendering(id);
    for (const pid of workerProcesses(cli.home)) process.kill(pid, 'SIGKILL');
    expect(await ended(id)).toMatchObject({ state: 'succeeded', submissions: 1, attempt: 1 });
    expect(worker.said()).toContain('It is started again in 1 s.');
  }, 120_000);

  it('gives its job to the next one on Ctrl-C in the middle of it', async () => {
    const id = await order(100);
    await rendering(id);
    worker.signal('SIGINT');
    expect(await worker.ended).toBe(0);
    expect(worker.said()).toContain('The job in hand goes to the next worker.');
    await gone();
    worker = startWorkerProgram(cli.home);
    expect(await ended(id)).toMatchObject({ state: 'succeeded', submissions: 1, attempt: 1 });
  }, 120_000);

  it('takes the worker with it when it is killed', async () => {
    await rendering(await order(100));
    expect(workerProcesses(cli.home).length).toBeGreaterThan(0);
    worker.signal('SIGKILL');
    expect(await worker.ended).toBe('SIGKILL');
    await gone();
  }, 120_000);
});
