import { spawn } from 'node:child_process';
import { setPriority } from 'node:os';
import { type ChildCommand, pickChildEnvironment } from './child-command.ts';
import { type ChildEnd, endFromExit } from './child-end.ts';
import { type MessageToChild, messageToParentSchema } from './child-message.ts';
import { createTextTail } from './text-tail.ts';

export type StartChildOptions = {
  /** Called with each progress report of the task, as it was sent. */
  readonly onProgress?: (progress: unknown) => void;
  /** The child is ended this long after its start. */
  readonly timeoutMs?: number;
  /** The child is ended after this long without a progress report. */
  readonly silenceMs?: number;
  /** Ends the child when aborted. */
  readonly signal?: AbortSignal;
  /** Unix niceness, 0 to 19: higher leaves more of the processor to others. */
  readonly niceness?: number;
  /** Variables for this child alone, beside those of `pickChildEnvironment`. */
  readonly extraEnv?: Readonly<Record<string, string>>;
  /** Called with what the child writes to standard output, as it comes. Left out, that output is ignored. */
  readonly onOutput?: (bytes: Uint8Array) => void;
};

export type RunningChild = {
  /** Undefined where the process could not be started. */
  readonly pid: number | undefined;
  /** Settles once the process is gone; never rejects. */
  readonly ended: Promise<ChildEnd>;
  /** Ends the child: SIGTERM, then SIGKILL. Does nothing once it ended. */
  readonly abort: () => void;
};

/** How long an asked child may take to leave before SIGKILL. */
const killAfterMs = 500;
/** How long a child that gave its result may take to leave: native code has been seen to linger at exit. */
const leaveWithinMs = 2_000;
const stderrTailBytes = 4_096;
/** A limit that is met so late, or later by itself, says that this process stood still, and nothing of the child. */
const stoodStillMs = 5_000;

/**
 * Runs a task in a child process of this program. There is no shell, and the child gets the
 * few environment variables of `pickChildEnvironment`.
 */
export function startChild(
  command: ChildCommand,
  task: string,
  input: unknown,
  options: StartChildOptions = {},
): RunningChild {
  if (options.signal?.aborted === true) {
    return { pid: undefined, ended: Promise.resolve({ kind: 'aborted' }), abort: () => {} };
  }
  const child = spawn(command.execPath, [...command.execArgv, command.entry, 'child', task], {
    stdio: ['ignore', options.onOutput === undefined ? 'ignore' : 'pipe', 'pipe', 'ipc'],
    serialization: 'advanced',
    env: { ...pickChildEnvironment(command.env), ...options.extraEnv },
    windowsHide: true,
    shell: false,
  });

  const stderr = createTextTail(stderrTailBytes);
  child.stderr?.on('data', (bytes: Buffer) => stderr.append(bytes));
  child.stdout?.on('data', (bytes: Buffer) => options.onOutput?.(bytes));

  /** The end as far as it is known before the process is gone: its own word, or what we did to it. */
  let knownEnd: ChildEnd | undefined;
  let gone = false;
  const timers = new Set<NodeJS.Timeout>();
  const after = (ms: number, then: () => void): NodeJS.Timeout => {
    const timer = setTimeout(then, ms);
    timers.add(timer);
    return timer;
  };

  const end = (reason: ChildEnd): void => {
    if (gone || knownEnd !== undefined) return;
    knownEnd = reason;
    child.kill('SIGTERM');
    after(killAfterMs, () => child.kill('SIGKILL'));
  };
  const abort = (): void => end({ kind: 'aborted' });
  /** Ends the child after `ms`; what is given back starts the time anew. */
  const endAfter = (ms: number | undefined): (() => void) => {
    if (ms === undefined) return () => {};
    let setAt = performance.now();
    const startAnew = () => {
      setAt = performance.now();
      timer.refresh();
    };
    const timer = after(ms, () => {
      // After a sleep, or Ctrl-Z, what the child said meanwhile is still unread: it gets its time once more.
      const lateMs = performance.now() - setAt - ms;
      if (lateMs > Math.min(stoodStillMs, ms)) startAnew();
      else end({ kind: 'timeout', afterMs: ms });
    });
    return startAnew;
  };

  endAfter(options.timeoutMs);
  const noteSign = endAfter(options.silenceMs);
  options.signal?.addEventListener('abort', abort, { once: true });

  child.on('message', (raw) => {
    const parsed = messageToParentSchema.safeParse(raw);
    if (!parsed.success || knownEnd !== undefined) return;
    const message = parsed.data;
    if (message.type === 'progress') {
      noteSign();
      options.onProgress?.(message.progress);
      return;
    }
    knownEnd =
      message.type === 'done'
        ? { kind: 'done', result: message.result }
        : {
            kind: 'failed',
            message: message.message,
            ...(message.code === undefined ? {} : { code: message.code }),
            ...(message.bug === undefined ? {} : { bug: message.bug }),
          };
    after(leaveWithinMs, () => child.kill('SIGKILL'));
  });

  const ended = new Promise<ChildEnd>((resolve) => {
    const settle = (lastEnd: ChildEnd): void => {
      if (gone) return;
      gone = true;
      for (const timer of timers) clearTimeout(timer);
      options.signal?.removeEventListener('abort', abort);
      resolve(knownEnd ?? lastEnd);
    };
    // `close` comes after the last message and the last byte of stderr were read, `exit` may come before them.
    child.once('close', (exitCode, signal) => settle(endFromExit(exitCode, signal, stderr.text())));
    child.once('error', (error) => {
      if (child.pid === undefined) settle({ kind: 'failed', message: error.message, code: 'spawn_failed' });
    });
  });

  if (child.pid !== undefined) {
    if (options.niceness !== undefined) beNice(child.pid, options.niceness);
    const start: MessageToChild = { type: 'start', input };
    // A child that died before it read its input has its end told by `close`.
    child.send(start, () => {});
  }
  return { pid: child.pid, ended, abort };
}

/** Being nice is a courtesy: where the system refuses it, or the child is already gone, the work goes on. */
function beNice(pid: number, niceness: number): void {
  try {
    setPriority(pid, niceness);
  } catch {
    return;
  }
}
