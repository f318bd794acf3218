import type Database from 'better-sqlite3';
import { type Kysely, sql } from 'kysely';
import { guarded } from './guarded.ts';
import type { Tables } from './tables.ts';

/** Runs a change in one transaction, all of it or nothing. */
export type WriteTransaction = <T>(change: (trx: Kysely<Tables>) => Promise<T>) => Promise<T>;

/**
 * Transactions for the one connection, which Kysely keeps to one user at a time. Kysely's own ones hide a full disk: SQLite
 * then rolls back by itself, Kysely's rollback fails on top, and that failure is all that a caller would see.
 */
export function createWriteTransaction(db: Kysely<Tables>, connection: Database.Database): WriteTransaction {
  return (change) =>
    guarded(() =>
      db.connection().execute(async (trx) => {
        await sql`BEGIN IMMEDIATE`.execute(trx);
        try {
          const result = await change(trx);
          await sql`COMMIT`.execute(trx);
          return result;
        } catch (cause) {
          if (connection.inTransaction) await sql`ROLLBACK`.execute(trx);
          throw cause;
        }
      }),
    );
}
