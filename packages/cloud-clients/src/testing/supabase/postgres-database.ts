import postgres from 'postgres';
import { type SqlDatabase, SqlRefusal, type SqlRow } from './sql-database.ts';

/** One connection to a database of a Postgres server. */
export function openPostgres(url: string): SqlDatabase {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  return {
    async run(text) {
      await sql.unsafe(text).simple().catch(refuse);
    },
    async rows(text, values = []) {
      return [...(await sql.unsafe<SqlRow[]>(text, [...values]).catch(refuse))];
    },
    close: () => sql.end(),
  };
}

function refuse(cause: unknown): never {
  if (cause instanceof postgres.PostgresError) throw new SqlRefusal(cause.code, cause.message);
  throw cause;
}
