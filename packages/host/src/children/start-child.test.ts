import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { startChild } from './start-child.ts';
import { isRunning } from './testing/process-state.ts';
import { testCommand } from './testing/test-command.ts';

/** Starts a task and settles once its first progress report is there. */
async function startAndHear(task: string, signal?: AbortSignal) {
  let heard: () => void = () => {};
  const firstProgress = new Promise<void>((resolve) => {
    heard = resolve;
  });
  const child = startChild(testCommand, task, null, {
    onProgress: () => heard(),
    ...(signal === undefined ? {} : { signal }),
  });
  await firstProgress;
  return child;
}

describe('startChild', () => {
  it('carries the input to the task and its result back, bytes included', async () => {
    const input = { text: '狐狸 🦊', bytes: new Uint8Array([1, 2, 3]) };
    expect(await startChild(testCommand, 'echo', input).ended).toEqual({ kind: 'done', result: input });
  });

  it('hears every progress report, in order, before the end', async () => {
    const heard: unknown[] = [];
    const end = await startChild(testCommand, 'count', 200, { onProgress: (progress) => heard.push(progress) }).ended;
    expect(end).toEqual({ kind: 'done', result: 'counted' });
    expect(heard).toEqual(Array.from({ length: 200 }, (_, index) => ({ step: index + 1 })));
  });

  it('tells what the task threw, with its code', async () => {
    const end = await startChild(testCommand, 'throw', null).ended;
    expect(end).toEqual({ kind: 'failed', message: 'The disk is full.', code: 'ENOSPC' });
  });

  it('tells the last words of a process that left without a result', async () => {
    const end = await startChild(testCommand, 'exit', null).ended;
    expect(end).toEqual({ kind: 'failed', message: 'last words' });
  });

  it('fails for a task that does not exist and for a program that cannot be started', async () => {
    expect(await startChild(testCommand, 'constructor', null).ended).toMatchObject({ kind: 'failed', code: 'no_task' });
    const missing = { ...testCommand, execPath: '/nowhere/node' };
    expect(await startChild(missing, 'echo', null).ended).toMatchObject({ kind: 'failed', code: 'spawn_failed' });
  });

  it('names the signal where we did not send it', async () => {
    expect(await startChild(testCommand, 'crash', null).ended).toEqual({ kind: 'killed', signal: 'SIGSEGV' });
    const child = await startAndHear('hang');
    process.kill(child.pid!, 'SIGKILL');
    expect(await child.ended).toEqual({ kind: 'killed', signal: 'SIGKILL' });
  });

  it('meets no limit where this process itself stood still: a child that worked on is heard first', async () => {
    const child = startChild(testCommand, 'report-slowly', 4, { silenceMs: 900, timeoutMs: 1500 });
    await new Promise((resolve) => setTimeout(resolve, 100));
    // As under Ctrl-Z, or in a laptop that sleeps: no turn of the loop for longer than both limits.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 4000);
    expect(await child.ended).toEqual({ kind: 'done', result: 'reported' });
  });

  it('leaves no process within a second of an abort, even where SIGTERM is ignored', async () => {
    for (const task of ['hang', 'hang-hard']) {
      const abort = new AbortController();
      const child = await startAndHear(task, abort.signal);
      const abortedAt = performance.now();
      abort.abort();
      expect(await child.ended).toEqual({ kind: 'aborted' });
      expect(performance.now() - abortedAt).toBeLessThan(1_000);
      expect(isRunning(child.pid!)).toBe(false);
    }
  });

  it('starts nothing on a signal that is aborted already', async () => {
    const child = startChild(testCommand, 'echo', 1, { signal: AbortSignal.abort() });
    expect(child.pid).toBeUndefined();
    expect(await child.ended).toEqual({ kind: 'aborted' });
  });

  it('ends a task that runs too long', async () => {
    const child = startChild(testCommand, 'hang', null, { timeoutMs: 300 });
    expect(await child.ended).toEqual({ kind: 'timeout', afterMs: 300 });
    expect(isRunning(child.pid!)).toBe(false);
  });

  it('ends a task that is silent too long, and lets a slow one go on while it reports', async () => {
    const silent = await startChild(testCommand, 'hang', null, { silenceMs: 600 }).ended;
    expect(silent).toEqual({ kind: 'timeout', afterMs: 600 });
    // Three seconds of work under a limit of two and a half; starting a process on a busy machine may take one.
    const slow = await startChild(testCommand, 'report-slowly', 12, { silenceMs: 2_500 }).ended;
    expect(slow).toEqual({ kind: 'done', result: 'reported' });
  });

  it('stays through the signals that a terminal sends to the whole group', async () => {
    const child = startChild(testCommand, 'report-slowly', 3, {
      onProgress: () => {
        process.kill(child.pid!, 'SIGINT');
        process.kill(child.pid!, 'SIGHUP');
      },
    });
    expect(await child.ended).toEqual({ kind: 'done', result: 'reported' });
  });

  it('gives the child the listed variables and no secret', async () => {
    const end = await startChild(testCommand, 'environment', null).ended;
    expect(end).toMatchObject({ kind: 'done', result: { HOME: '/home/somebody' } });
    expect(JSON.stringify(end)).not.toContain('must stay behind');
  });

  it('gives one child variables of its own, and hears its output where asked', async () => {
    const output: string[] = [];
    const end = await startChild(testCommand, 'print', null, {
      extraEnv: { LOUDNESS: 'low' },
      onOutput: (bytes) => output.push(Buffer.from(bytes).toString()),
    }).ended;
    expect(end).toEqual({ kind: 'done', result: 'printed' });
    expect(output.join('')).toBe('low\n');
  });

  it('passes the task as the only argument', async () => {
    expect(await startChild(testCommand, 'arguments', '--option').ended).toEqual({
      kind: 'done',
      result: ['child', 'arguments'],
    });
  });

  it('is ended where its memory has no bounds, and that counts against the work', async () => {
    expect(await startChild(testCommand, 'swell', null).ended).toEqual({
      kind: 'killed',
      signal: 'SIGKILL',
      tooLarge: true,
    });
  });

  it.each(['hang', 'never-give-back'])('leaves no orphan where the parent is killed, in task %s', async (task) => {
    const script = fileURLToPath(new URL('./testing/test-parent.ts', import.meta.url));
    const parent = spawn(process.execPath, ['--conditions=source', script, task], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = await once(parent.stdout, 'data');
    const childPid = Number(String(line).trim());
    expect(isRunning(childPid)).toBe(true);
    parent.kill('SIGKILL');
    await expect.poll(() => isRunning(childPid), { timeout: 10_000, interval: 20 }).toBe(false);
  });
});
