import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/**
 * Runs a prepared read when no transaction is open. The connection is shared with the changes: read at once, a row could
 * come out that is not committed yet, and might never be (decision 0014). Not to be called from within a change.
 */
export function betweenTransactions<T>(db: Kysely<Tables>, read: () => T): Promise<T> {
  return db.connection().execute(async () => read());
}
