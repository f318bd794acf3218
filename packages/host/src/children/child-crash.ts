import type { ChildEnd } from './child-end.ts';

/** A child that ended by a bug: of its task, or of the native code that it ran. */
export class ChildCrash extends Error {
  /** The signal that ended it. */
  readonly code: string | undefined;

  private constructor(name: string, message: string, stack: string, code?: string) {
    super(message);
    this.name = name;
    this.stack = stack;
    this.code = code;
  }

  /** What a child's end says of a bug; null where it says nothing of one. */
  static of(task: string, end: ChildEnd): ChildCrash | null {
    if (end.kind === 'failed' && end.bug !== undefined) {
      return new ChildCrash(end.bug.name, end.message, end.bug.stack, end.code);
    }
    // What outgrew its bounds did so for what it was given.
    if (end.kind !== 'killed' || end.tooLarge === true || !crashSignals.test(end.signal)) return null;
    return new ChildCrash('ChildCrash', `${task} ended by ${end.signal}`, '', end.signal);
  }
}

/** Those that a program brings upon itself; SIGKILL and SIGTERM come from outside. */
const crashSignals = /^(SIGSEGV|SIGBUS|SIGILL|SIGFPE|SIGABRT|SIGTRAP|0x[0-9A-F]+)$/;
