import { type Log, StoreUnavailable } from '@videoexpress/studio';
import { ClientLeft } from './body/read-body.ts';
import { type HttpProblem, problemOfStore } from './problems.ts';

/**
 * What a client is told of an exception: that the database is away, or that there is a bug, whose trace goes to the log
 * alone. Null when the client left, and there is nobody to tell.
 */
export function problemOfError(error: unknown, requestId: string, log: Log): HttpProblem | null {
  if (hasLeft(error)) return null;
  if (error instanceof StoreUnavailable) {
    log.warn({ err: error, requestId }, 'The database is unavailable');
    return problemOfStore(error);
  }
  log.error({ err: error, requestId }, 'A request failed');
  const detail = `Something went wrong inside the daemon. Its log tells more under request ${requestId}.`;
  return { code: 'internal', detail };
}

function hasLeft(error: unknown): boolean {
  if (error instanceof ClientLeft) return true;
  const codes = ['ERR_STREAM_PREMATURE_CLOSE', 'ABORT_ERR', 'ECONNRESET', 'EPIPE'];
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}
