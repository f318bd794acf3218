import type Database from 'better-sqlite3';
import { type Kysely, sql } from 'kysely';
import { busyTimeoutMs } from './busy-timeout.ts';
import { guarded } from './guarded.ts';
import { sqliteCode } from './sqlite-code.ts';
import type { Tables } from './tables.ts';

/** Runs a change in one transaction, all of it or nothing. */
export type WriteTransaction = <T>(change: (trx: Kysely<Tables>) => Promise<T>) => Promise<T>;

/**
 * Transactions for the one connection, which Kysely keeps to one user at a time. Kysely's own ones hide a full disk: SQLite
 * then rolls back by itself, Kysely's rollback fails on top, and that failure is all that a caller would see.
 */
export function createWriteTransaction(db: Kysely<Tables>, connection: Database.Database): WriteTransaction {
  let isHeld = false;

  /** Waiting stops the whole event loop: while another program holds the file, only the first one waits. */
  async function begin(trx: Kysely<Tables>): Promise<void> {
    try {
      await sql`BEGIN IMMEDIATE`.execute(trx);
    } catch (cause) {
      if (sqliteCode(cause).startsWith('SQLITE_BUSY')) noteHeld(true);
      throw cause;
    }
    noteHeld(false);
  }

  function noteHeld(now: boolean): void {
    if (now === isHeld) return;
    isHeld = now;
    connection.pragma(`busy_timeout = ${now ? 0 : busyTimeoutMs}`);
  }

  return (change) =>
    guarded(() =>
      db.connection().execute(async (trx) => {
        await begin(trx);
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
