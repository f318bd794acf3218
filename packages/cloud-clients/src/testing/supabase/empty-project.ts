import type { PostgresServer } from './postgres-server.ts';
import type { SqlDatabase } from './sql-database.ts';
import { owner, ownerPassword } from './sql-project.ts';
import { authGrants, authStandIn, supabaseRoles } from './supabase-surroundings.ts';

/** A Supabase project as it is before anything of ours, seen from its database alone. */
export interface EmptyProject {
  readonly database: SqlDatabase;
  /** What its owner would copy from the dashboard. */
  readonly connectionString: string;
}

/** Takes the place of whatever the server had. */
export async function makeEmptyProject(server: PostgresServer): Promise<EmptyProject> {
  await server.clear();
  const database = await server.open('project');
  await database.run(`${supabaseRoles(owner, ownerPassword)} ${authStandIn} ${authGrants(owner)}`);
  return { database, connectionString: server.url('project', { name: owner, password: ownerPassword }) };
}
