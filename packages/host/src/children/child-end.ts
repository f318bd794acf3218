/** How a child ended. */
export type ChildEnd =
  /** The task gave its result back. */
  | { readonly kind: 'done'; readonly result: unknown }
  /**
   * The task threw, or the process left with a code and no result. `code` is the error's own, where it had
   * one; `bug` says where it was thrown, where nobody expected it.
   */
  | {
      readonly kind: 'failed';
      readonly message: string;
      readonly code?: string;
      readonly bug?: { readonly name: string; readonly stack: string };
    }
  /**
   * A signal that we did not send, a crash in native code included. It can be laid to the work. `tooLarge` where its memory
   * grew past its bounds.
   */
  | { readonly kind: 'killed'; readonly signal: string; readonly tooLarge?: true }
  /** We ended it: it ran too long, or was silent too long. `afterMs` is the limit that it met. */
  | { readonly kind: 'timeout'; readonly afterMs: number }
  /** We ended it: somebody asked for that. */
  | { readonly kind: 'aborted' };

/** The last words of a child that its warden ends for its size. */
export const tooLargeWords = 'The memory of this child has outgrown its bounds.';

/** Windows has no signals: a crash leaves with an NTSTATUS error, 0xC0000000 and above. */
const firstCrashStatus = 0xc0000000;

/** Reads the end of a process that sent no result and that nobody here ended. */
export function endFromExit(exitCode: number | null, signal: string | null, stderrTail: string): ChildEnd {
  if (signal !== null) {
    return stderrTail.trimEnd().endsWith(tooLargeWords)
      ? { kind: 'killed', signal, tooLarge: true }
      : { kind: 'killed', signal };
  }
  if (exitCode !== null && exitCode >>> 0 >= firstCrashStatus) {
    return { kind: 'killed', signal: `0x${(exitCode >>> 0).toString(16).toUpperCase()}` };
  }
  const lastWords = stderrTail.trim();
  const message = lastWords === '' ? `The child process left with code ${exitCode} and no result.` : lastWords;
  return { kind: 'failed', message };
}
