import { PGlite } from '@electric-sql/pglite';
import { type SqlDatabase, SqlRefusal, type SqlRow } from './sql-database.ts';

/** Postgres in this process, in memory. It is a real one, compiled for WebAssembly, with one connection. */
export async function openPglite(): Promise<SqlDatabase> {
  const database = await PGlite.create();
  return {
    async run(sql) {
      await database.exec(sql).catch(refuse);
    },
    async rows(sql, values = []) {
      const { rows } = await database.query<SqlRow>(sql, [...values]).catch(refuse);
      return rows;
    },
    close: () => database.close(),
  };
}

function refuse(cause: unknown): never {
  if (cause instanceof Error && 'code' in cause) throw new SqlRefusal(String(cause.code), cause.message);
  throw cause;
}
