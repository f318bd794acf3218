import { exitCodes, type KnownSecrets } from '@videoexpress/host';
import type { CrashReports } from '@videoexpress/studio';

/** How long a process that is at its end may wait for its report to be sent. */
export const reportWithinMs = 2000;

/**
 * Says what a bug that nobody caught was, without the secrets it may quote, reports it where that is wished, and ends the
 * process. Node itself would write the exception as it is, and `boot.log` would keep it. Returns the way to stop that.
 *
 * @param reports null while there are none yet
 */
export function guardLastWords(known: KnownSecrets, reports: () => CrashReports | null): () => void {
  let isLeaving = false;
  const leave = (): void => process.exit(exitCodes.error);
  const say = (cause: unknown): void => {
    process.stderr.write(`${lastWords(cause, known)}\n`);
    // What throws while the process waits to leave is not waited for again.
    if (isLeaving || !reportLastWords(cause, reports())) leave();
    isLeaving = true;
    void reports()?.close(reportWithinMs).finally(leave);
  };
  process.on('uncaughtException', say);
  process.on('unhandledRejection', say);
  return () => {
    process.off('uncaughtException', say);
    process.off('unhandledRejection', say);
  };
}

/** Begins to report a bug that ends the process; false where nothing is sent of it. */
export function reportLastWords(cause: unknown, reports: CrashReports | null): boolean {
  return reports?.report(cause, { where: 'Nobody caught it', isFatal: true }) ?? false;
}

/** For a person what to do first, then the trace for whoever mends it. */
export function lastWords(cause: unknown, known: KnownSecrets): string {
  const trace = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
  return known.redact(`VideoExpress could not go on. Start it again; nothing is lost.\n${trace}`);
}
