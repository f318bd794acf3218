import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { StoreUnavailable } from '../store-unavailable.ts';
import type { FaultReason, Holds } from './holds.ts';

const retryAfterMs = 1000;
/** A database that stays away is asked less and less often, so the log stays readable. */
const longestRetryMs = 30_000;

/** The daemon is stopping, so a write that could not be made is left to the next start. */
export class Stopping extends Error {
  override readonly name = 'Stopping';
}

/**
 * Runs a store operation until the database takes it. What an engine said must not be forgotten because another program
 * held the file, or the disk was full, at that moment.
 */
export type UntilStored = <T>(operation: () => Promise<T>) => Promise<T>;

/** Throws `Stopping` when the daemon stops before the database is back. */
export function createUntilStored(deps: { clock: Clock; log: Log; holds: Holds; stop: AbortSignal }): UntilStored {
  return async (operation) => {
    for (let delayMs = retryAfterMs; ; delayMs = Math.min(longestRetryMs, delayMs * 2)) {
      try {
        return await operation();
      } catch (cause) {
        if (!(cause instanceof StoreUnavailable)) throw cause;
        deps.log.warn(
          { reason: cause.reason, detail: cause.message, delayMs },
          'The database is unavailable; trying again',
        );
        deps.holds.put(faultOf(cause));
        await pause(deps.clock, delayMs, deps.stop);
      }
    }
  };
}

/** Why the queue has to wait for the database. */
export function faultOf(cause: StoreUnavailable): FaultReason {
  return cause.reason === 'full' ? 'disk_full' : 'database_busy';
}

/** Waits on the clock; throws `Stopping` when the daemon stops meanwhile. */
export function pause(clock: Clock, delayMs: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stopped = () => {
      callOff();
      reject(new Stopping('The daemon is stopping'));
    };
    const callOff = clock.after(delayMs, () => {
      stop.removeEventListener('abort', stopped);
      resolve();
    });
    if (stop.aborted) stopped();
    else stop.addEventListener('abort', stopped, { once: true });
  });
}
