import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import { alice, bob } from './people.ts';
import { insertInto, type StudioTable, tablesOf } from './sample-rows.ts';
import { type SqlDatabase, SqlRefusal, type SqlRow } from './sql-database.ts';
import { makeSqlProject, type SqlProject } from './sql-project.ts';

/** The tables that the migrations make, by name. */
export const studioTables = [
  'audit_log',
  'connections',
  'jobs',
  'machines',
  'oauth_tokens',
  'projects',
  'publications',
  'renders',
];

/** What came of an attack; another text is a refusal that says something else is wrong with it. */
export type Outcome = 'refused' | 'found nothing' | 'saw something' | 'changed something' | (string & {});

/** A project that rules are tried on: Alice has one row in every table, Bob has none. */
export interface TriedProject extends SqlProject {
  /** Every table that the catalog has. */
  readonly tables: readonly StudioTable[];
  table(name: string): StudioTable;
  /** Says at which table a check failed. */
  onEvery(check: (table: StudioTable) => Promise<void>): Promise<void>;
  /** All rows of a table, whoever they belong to. */
  everything(table: StudioTable): Promise<readonly SqlRow[]>;
  /** What comes of a statement that Bob sends. */
  attack(table: StudioTable, sql: string): Promise<Outcome>;
  /** Puts everything back to where it began. */
  begin(): Promise<void>;
}

export async function tryProject(database: SqlDatabase, grantsByDefault: boolean): Promise<TriedProject> {
  const project = await makeSqlProject(database, grantsByDefault);
  const tables = await tablesOf(project);
  const everything = (table: StudioTable): Promise<readonly SqlRow[]> =>
    project.truth(`select * from public.${table.name} order by user_id, id`);
  return {
    ...project,
    tables,
    everything,
    table(name) {
      const found = tables.find((each) => each.name === name);
      if (found === undefined) throw new Error(`there is no table ${name}`);
      return found;
    },
    async onEvery(check) {
      for (const table of tables) {
        await check(table).catch((cause: unknown) => {
          throw new Error(`${table.name}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
        });
      }
    },
    async attack(table, sql) {
      const before = await everything(table);
      const answer = await project.as(bob, sql).catch((cause: unknown) => cause);
      if (!isDeepStrictEqual(await everything(table), before)) return 'changed something';
      if (Array.isArray(answer)) return answer.length === 0 ? 'found nothing' : 'saw something';
      if (!(answer instanceof SqlRefusal)) throw answer;
      return answer.code === '42501' || answer.code === 'P0001' ? 'refused' : answer.message;
    },
    async begin() {
      // The account goes, and with it every row: also that of the audit log.
      await project.database.run('delete from auth.users');
      await project.database.run(
        `insert into auth.users (id, email) values ('${alice}', 'a@example.org'), ('${bob}', 'b@example.org')`,
      );
      for (const table of tables) {
        await project.as(alice, insertInto(table, { id: 'one', userId: alice, text: 'of alice' }));
      }
    },
  };
}

/** What a refusal with this SQLSTATE looks like. */
export function refused(code: string): unknown {
  return expect.objectContaining({ code });
}
