/**
 * The database cannot be used at this moment. The one failure that travels as an exception, because it can strike any
 * read or write and nobody in between can do anything about it: HTTP answers 503 or 507, the queue waits and tries again.
 */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
  /** `busy`: another program holds it. `full`: the disk is. `failed`: it cannot be read or written at all. */
  readonly reason: 'busy' | 'full' | 'failed';

  constructor(reason: 'busy' | 'full' | 'failed', cause: unknown) {
    super(`The database is unavailable (${reason}): ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
    this.reason = reason;
  }
}
