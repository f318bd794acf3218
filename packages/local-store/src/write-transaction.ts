import { setImmediate as anotherTurn } from 'node:timers/promises';
import type Database from 'better-sqlite3';
import type { Kysely } from 'kysely';
import { busyTimeoutMs } from './busy-timeout.ts';
import { guarded } from './guarded.ts';
import { sqliteCode } from './sqlite-code.ts';
import type { Tables } from './tables.ts';

/** Runs a change in one transaction, all of it or nothing; it is on the disk when the answer comes. */
export type WriteTransaction = <T>(change: (trx: Kysely<Tables>) => T | Promise<T>) => Promise<T>;

/** Changes that go to the disk together take no longer than this to make before others have a turn. */
const longestBatchMs = 4;

interface Waiting {
  /** Makes the change; its answer is held back until the commit. */
  make(trx: Kysely<Tables>): void | Promise<void>;
  /** It is on the disk. */
  tell(): void;
  fail(cause: unknown): void;
}

/**
 * Transactions for the one connection. Changes that are asked for in one turn of the loop share a transaction, and so one
 * flush of the disk: each is made behind a savepoint of its own, and each is answered only after the commit. One that
 * throws takes back itself alone; when the commit fails, nobody is told that anything was done.
 *
 * Kysely's own transactions hide a full disk: SQLite then rolls back by itself, Kysely's rollback fails on top, and that
 * failure is all that a caller would see.
 *
 * `nowMs`: milliseconds on a clock that only grows.
 */
export function createWriteTransaction(
  db: Kysely<Tables>,
  connection: Database.Database,
  nowMs: () => number = () => performance.now(),
): WriteTransaction {
  const waiting: Waiting[] = [];
  let isRunning = false;
  let isHeld = false;
  const statements = {
    begin: connection.prepare('BEGIN IMMEDIATE'),
    commit: connection.prepare('COMMIT'),
    rollback: connection.prepare('ROLLBACK'),
    savepoint: connection.prepare('SAVEPOINT change'),
    release: connection.prepare('RELEASE change'),
    takeBack: connection.prepare('ROLLBACK TO change'),
  };

  /** Waiting stops the whole event loop: while another program holds the file, only the first one waits. */
  function begin(): void {
    try {
      statements.begin.run();
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

  async function run(): Promise<void> {
    do {
      // Everyone who asks in this turn comes along.
      await anotherTurn();
      try {
        await db.connection().execute(commitSome);
      } catch (cause) {
        // The database was closed under them.
        for (const each of waiting.splice(0)) each.fail(cause);
      }
    } while (waiting.length > 0);
    isRunning = false;
  }

  /** One transaction. Never throws: what fails is told to those whose changes were in it. */
  async function commitSome(trx: Kysely<Tables>): Promise<void> {
    const made: Waiting[] = [];
    try {
      const beganMs = nowMs();
      begin();
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        made.push(next);
        if (!(await makeOne(next, trx))) made.pop();
        if (nowMs() - beganMs > longestBatchMs) break;
      }
      statements.commit.run();
    } catch (cause) {
      if (connection.inTransaction) statements.rollback.run();
      // The database could not even be begun with: whoever waits for it need not find that out one by one.
      const failed = made.length > 0 ? made : waiting.splice(0);
      for (const each of failed) each.fail(cause);
      return;
    }
    for (const each of made) each.tell();
  }

  /** Makes a change behind its savepoint; false when it failed alone. Throws when the whole transaction is lost. */
  async function makeOne(each: Waiting, trx: Kysely<Tables>): Promise<boolean> {
    statements.savepoint.run();
    try {
      const making = each.make(trx);
      if (making !== undefined) await making;
    } catch (cause) {
      // A full disk makes SQLite roll back everything by itself.
      if (!connection.inTransaction) throw cause;
      statements.takeBack.run();
      statements.release.run();
      each.fail(cause);
      return false;
    }
    statements.release.run();
    return true;
  }

  return <T>(change: (trx: Kysely<Tables>) => T | Promise<T>) =>
    guarded(
      () =>
        new Promise<T>((resolve, reject) => {
          let answer: () => void = () => undefined;
          waiting.push({
            make(trx) {
              const made = change(trx);
              const keep = (value: T) => void (answer = () => resolve(value));
              return made instanceof Promise ? made.then(keep) : keep(made);
            },
            tell: () => answer(),
            fail: reject,
          });
          if (isRunning) return;
          isRunning = true;
          void run();
        }),
    );
}
