import { spawn } from 'node:child_process';
import type { CliClock } from '../cli.ts';
import { createLineSplitter } from './line-splitter.ts';
import { killGroup } from './run-quietly.ts';
import { readWorkerLine, type WorkerLine } from './worker-line.ts';

/** How a worker came to its end. */
export interface WorkerEnd {
  /** Null after a signal, and where it could not be started. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The last lines that it wrote. */
  readonly lastWords: readonly string[];
}

/** A worker's process, with the one that it has for pings. */
export interface RunningWorker {
  /** Settles once all of it is gone; never rejects. */
  readonly ended: Promise<WorkerEnd>;
  /** Settles when only a new process can go on: its card is in error, and what came of the job was sent. */
  readonly needsNewProcess: Promise<void>;
  /** Whether it has a job in hand. */
  isBusy(): boolean;
  /** Asks it to end. */
  ask(): void;
  /** Ends all of it at once. */
  kill(): void;
}

export interface RunWorkerParts {
  readonly clock: CliClock;
  readonly python: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** Told of each line, cleaned already. */
  readonly onLine: (line: string, said: WorkerLine) => void;
  /** Takes secrets out of a line. */
  readonly clean: (line: string) => string;
}

const mostLastWords = 15;
/** What came of the job that broke the card is waited for this long. */
const sentWithinMs = 20_000;

/**
 * Starts the worker in a group of its own, so that Ctrl-C reaches it through this program alone. Its standard input stays
 * open as long as this program lives: the worker ends itself when that ends, however it ends.
 */
export function runWorker(parts: RunWorkerParts): RunningWorker {
  const { clock, python, args, env, cwd, onLine, clean } = parts;
  const child = spawn(python, args, { cwd, env, stdio: ['pipe', 'pipe', 'pipe'], detached: true });
  // It may be gone before it is told that this side has ended.
  child.stdin.on('error', () => undefined);
  const inHand = new Set<string>();
  const lastWords: string[] = [];
  const anew = Promise.withResolvers<void>();
  let isBroken = false;
  let callOff = (): void => undefined;

  const take = (raw: string): void => {
    if (raw.trim() === '') return;
    const line = clean(raw);
    lastWords.push(line);
    if (lastWords.length > mostLastWords) lastWords.shift();
    const said = readWorkerLine(line);
    if (said.kind === 'job_begins') inHand.add(said.jobId);
    if (said.kind === 'job_ends') inHand.delete(said.jobId);
    if (said.kind === 'card_in_error') {
      isBroken = true;
      callOff();
      callOff = clock.after(sentWithinMs, anew.resolve);
    }
    if (said.kind === 'sent' && isBroken) anew.resolve();
    onLine(line, said);
  };
  const outputs = [child.stdout, child.stderr].map((stream) => {
    const lines = createLineSplitter(take);
    stream.on('data', (bytes: Buffer) => lines.push(bytes));
    return lines;
  });

  let isGone = false;
  const ended = new Promise<WorkerEnd>((resolve) => {
    child.once('error', (error) => {
      if (child.pid === undefined) resolve({ code: null, signal: null, lastWords: [error.message] });
    });
    // What it left in its group holds its outputs open, so it goes first.
    child.once('exit', () => killGroup(child.pid));
    child.once('close', (code, signal) => {
      isGone = true;
      callOff();
      for (const lines of outputs) lines.end();
      resolve({ code, signal, lastWords });
    });
  });

  return {
    ended,
    needsNewProcess: anew.promise,
    isBusy: () => inHand.size > 0,
    ask: () => void child.kill('SIGTERM'),
    kill() {
      // Afterwards the number may be another's.
      if (!isGone) killGroup(child.pid);
    },
  };
}
