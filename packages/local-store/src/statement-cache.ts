import type Database from 'better-sqlite3';
import type { SqliteDatabase } from 'kysely';

/** Queries whose texts vary with their number of values would fill it for ever; the oldest go. */
const mostKept = 300;

/**
 * The connection as Kysely uses it, which prepares each query anew for every run: here a text that comes again finds its
 * statement prepared. Preparing takes longer than most queries run.
 */
export function withPreparedStatements(connection: Database.Database): SqliteDatabase {
  const prepared = new Map<string, Database.Statement<unknown[], unknown>>();
  return {
    close: () => void connection.close(),
    prepare(text) {
      const known = prepared.get(text);
      if (known !== undefined) return known;
      const statement = connection.prepare<unknown[], unknown>(text);
      if (prepared.size >= mostKept) {
        const [oldest] = prepared.keys();
        if (oldest !== undefined) prepared.delete(oldest);
      }
      prepared.set(text, statement);
      return statement;
    },
  };
}
