import type { Log } from '../log.ts';
import { StoreUnavailable } from '../store-unavailable.ts';
import type { CrashReports } from './crash-reports.ts';

/** What the machine does to a program, which no change of the program would mend. */
const machineFaults = new Set(
  'EACCES EADDRINUSE EAGAIN EBUSY ECONNREFUSED ECONNRESET EDQUOT EIO EMFILE ENETUNREACH ENFILE ENOMEM ENOSPC ENOTFOUND EPERM EPIPE EROFS ETIMEDOUT'.split(
    ' ',
  ),
);

/**
 * A log that also reports the exceptions which are logged as errors. The edge that owns an error logs it, once, and at this
 * level only what it did not expect: so each bug is reported once, also by edges that are still to be written.
 */
export function logWithReports(log: Log, reports: Pick<CrashReports, 'report'>): Log {
  return {
    debug: (fields, message) => log.debug(fields, message),
    info: (fields, message) => log.info(fields, message),
    warn: (fields, message) => log.warn(fields, message),
    error(fields, message) {
      log.error(fields, message);
      const cause: unknown = 'err' in fields ? fields.err : undefined;
      if (isBug(cause)) reports.report(cause, { where: message });
    },
  };
}

/** Whether an exception speaks of a mistake in the program, rather than of its machine. */
export function isBug(cause: unknown): boolean {
  if (!(cause instanceof Error) || cause instanceof StoreUnavailable || cause.name === 'AbortError') return false;
  return !('code' in cause && machineFaults.has(String(cause.code)));
}
