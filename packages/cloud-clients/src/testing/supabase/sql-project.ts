import { readMigrations } from '../../supabase/setup/read-migrations.ts';
import { migrationsFolder } from './migrations-folder.ts';
import { alice, bob, type Caller } from './people.ts';
import type { SqlDatabase, SqlRow } from './sql-database.ts';
import { authGrants, authStandIn, grantsByDefault, supabaseRoles } from './supabase-surroundings.ts';

/** A Supabase project without its HTTP side, asked as its roles ask. */
export interface SqlProject {
  readonly database: SqlDatabase;
  /** One statement in a transaction of its own, as PostgREST sends it: with the caller's role and claims. */
  as(caller: Caller, sql: string, values?: readonly (string | null)[]): Promise<readonly SqlRow[]>;
  /** The same, as the superuser sees it: past every rule. */
  truth(sql: string): Promise<readonly SqlRow[]>;
}

/** The owner of every project, and its password. */
export const owner = 'project_owner';
export const ownerPassword = 'owner';

/** Makes a project with both people in `database`, which is a new one, and runs the migrations as its owner. */
export async function makeSqlProject(database: SqlDatabase, isFromBefore: boolean): Promise<SqlProject> {
  await database.run(`${supabaseRoles(owner, ownerPassword)} ${authStandIn} ${authGrants(owner)}`);
  if (isFromBefore) await database.run(grantsByDefault(owner));
  for (const { sql } of readMigrations(migrationsFolder)) {
    await database.run(`begin; set local role ${owner}; ${sql}; commit;`);
  }
  await database.run(
    `insert into auth.users (id, email) values ('${alice}', 'a@example.org'), ('${bob}', 'b@example.org')`,
  );
  return {
    database,
    truth: (sql) => database.rows(sql),
    async as(caller, sql, values = []) {
      await database.run('begin');
      try {
        await database.run(identity(caller));
        const rows = await database.rows(sql, values);
        await database.run('commit');
        return rows;
      } catch (cause) {
        await database.run('rollback');
        throw cause;
      }
    },
  };
}

function identity(caller: Caller): string {
  if (caller === 'owner') return `set local role ${owner}`;
  const role = caller === alice || caller === bob ? 'authenticated' : caller;
  const claims = JSON.stringify({ role, ...(role === 'authenticated' ? { sub: caller } : {}) });
  return `set local role ${role}; set local request.jwt.claims = '${claims}'`;
}
