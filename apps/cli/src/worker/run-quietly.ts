import { spawn } from 'node:child_process';
import type { Machine } from '@videoexpress/host';
import { createLineSplitter } from './line-splitter.ts';

/** How a program ended. `code` is null where it could not be started, or was ended by a signal. */
export interface ProgramEnd {
  readonly code: number | null;
  readonly stdout: string;
  /** The last lines of both outputs, as they came. */
  readonly lastLines: readonly string[];
}

export interface RunOptions {
  readonly env: Machine['env'];
  readonly cwd?: string;
  readonly timeoutMs?: number;
  /** Ends it, and what it started. */
  readonly signal?: AbortSignal;
  readonly onLine?: (line: string) => void;
}

const mostLines = 40;
const mostStdout = 100_000;

/**
 * Runs a program to its end without a shell, in a group of its own, so that Ctrl-C reaches it through `signal` alone and
 * ends its own children with it. Never rejects.
 */
export function runQuietly(program: string, args: readonly string[], options: RunOptions): Promise<ProgramEnd> {
  const { signal, onLine } = options;
  if (signal?.aborted === true) return Promise.resolve({ code: null, stdout: '', lastLines: [] });
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      env: { ...options.env },
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    let stdout = '';
    const lastLines: string[] = [];
    const take = (line: string): void => {
      if (line.trim() === '') return;
      lastLines.push(line);
      if (lastLines.length > mostLines) lastLines.shift();
      onLine?.(line);
    };
    const out = createLineSplitter(take);
    const err = createLineSplitter(take);
    child.stdout.on('data', (bytes: Buffer) => {
      if (stdout.length < mostStdout) stdout += bytes.toString('utf8');
      out.push(bytes);
    });
    child.stderr.on('data', (bytes: Buffer) => err.push(bytes));

    const end = (): void => killGroup(child.pid);
    const timer = options.timeoutMs === undefined ? undefined : setTimeout(end, options.timeoutMs);
    signal?.addEventListener('abort', end, { once: true });
    const settle = (code: number | null): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      out.end();
      err.end();
      resolve({ code, stdout, lastLines });
    };
    child.once('error', (error) => {
      if (child.pid !== undefined) return;
      take(error.message);
      settle(null);
    });
    child.once('close', (code) => settle(code));
  });
}

/** Ends a group that this process started, at once. Does nothing where it has gone. */
export function killGroup(pid: number | undefined, signal: NodeJS.Signals = 'SIGKILL'): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // The whole group has gone.
  }
}
