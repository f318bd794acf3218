import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readMigrations } from '../../supabase/setup/read-migrations.ts';
import { freePort } from './free-port.ts';
import { startLite } from './lite-process.ts';
import { migrationsFolder } from './migrations-folder.ts';
import { type PostgresServer, startPostgres } from './postgres-server.ts';
import type { SqlDatabase } from './sql-database.ts';
import { owner, ownerPassword } from './sql-project.ts';
import { authGrants, supabaseRoles } from './supabase-surroundings.ts';

export interface SupabaseServerOptions {
  /** Left out: true. False leaves the project as Supabase makes it, without anything of ours. */
  readonly isSetUp?: boolean;
}

/**
 * A Supabase project on loopback: `@supabase/lite`, Supabase's own small server, before a real Postgres. Row level security,
 * grants and sign-in with a password are real; codes by mail, Realtime and the admin interface are not there.
 */
export interface SupabaseServer {
  readonly url: string;
  readonly publishableKey: string;
  readonly secretKey: string;
  /** The connection string that its owner would copy from the dashboard. */
  readonly connectionString: string;
  /** Past every rule, as the superuser. */
  readonly database: SqlDatabase;
  /** Ends the HTTP side as a power cut would; the database stays. */
  kill(): Promise<void>;
  /** Starts the HTTP side again at the same address. Functions that were made meanwhile are seen from then on. */
  restart(): Promise<void>;
  /** Ends everything and removes it. */
  stop(): Promise<void>;
}

/** Starts a project of its own; throws where it does not come up. Takes about two seconds. */
export async function startSupabase(options: SupabaseServerOptions = {}): Promise<SupabaseServer> {
  const program = process.env['VIDEOEXPRESS_SUPABASE_LITE'];
  if (program === undefined) {
    throw new Error('VIDEOEXPRESS_SUPABASE_LITE names no server. Run these tests by npm run test:all');
  }
  const postgres = await startPostgres();
  const folder = mkdtempSync(join(tmpdir(), 'videoexpress-supabase-'));
  try {
    const database = await postgres.open('project');
    await database.run(supabaseRoles(owner, ownerPassword));
    const port = await freePort();
    const publishableKey = `sb_publishable_${randomBytes(16).toString('hex')}`;
    const secretKey = `sb_secret_${randomBytes(16).toString('hex')}`;
    writeProject(folder, { port, url: postgres.url('project'), publishableKey, secretKey });
    const url = `http://127.0.0.1:${port}`;
    let lite = await startLite(program, folder);
    await database.run(`${authGrants(owner)} ${historyBelongsTo(owner)}`);
    const restart = async (): Promise<void> => {
      await lite.kill();
      lite = await startLite(program, folder);
      await takeBackGrants(url, publishableKey, database);
    };
    if (options.isSetUp ?? true) {
      for (const { sql } of readMigrations(migrationsFolder)) {
        await database.run(`begin; set local role ${owner}; ${sql}; commit;`);
      }
    }
    await restart();
    return {
      url,
      publishableKey,
      secretKey,
      connectionString: postgres.url('project', { name: owner, password: ownerPassword }),
      database,
      kill: () => lite.kill(),
      restart,
      stop: () => end(postgres, folder, database, () => lite.kill()),
    };
  } catch (cause) {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
    throw cause;
  }
}

async function end(
  postgres: PostgresServer,
  folder: string,
  database: SqlDatabase,
  kill: () => Promise<void>,
): Promise<void> {
  await kill();
  await database.close();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** The server makes the table of what was applied as the superuser; in the cloud whoever sets the project up has it. */
function historyBelongsTo(name: string): string {
  return `
    alter schema supabase_migrations owner to ${name};
    alter table supabase_migrations.schema_migrations owner to ${name};
  `;
}

interface ProjectSettings {
  readonly port: number;
  readonly url: string;
  readonly publishableKey: string;
  readonly secretKey: string;
}

function writeProject(folder: string, { port, url, publishableKey, secretKey }: ProjectSettings): void {
  mkdirSync(join(folder, 'supabase'));
  const settings = `
[api]
port = ${port}
[db]
driver = "postgres"
url = "${url}"
[auth]
enabled = true
jwt_secret = "${randomBytes(32).toString('base64url')}"
jwt_expiry = 3600
enable_signup = true
publishable_key = "${publishableKey}"
secret_key = "${secretKey}"
[auth.email]
enable_confirmations = false
`;
  writeFileSync(join(folder, 'supabase', 'config.toml'), settings);
}

/**
 * With its first request the server grants everything on every table to every role, as Supabase did before 2026. What the
 * migrations say of grants is said again after that, so that a request meets what it would meet in the cloud.
 */
async function takeBackGrants(url: string, key: string, database: SqlDatabase): Promise<void> {
  await fetch(`${url}/rest/v1/machines?select=id&limit=1`, { headers: { apikey: key } });
  const isSetUp = await database.rows(`select from pg_proc where proname = 'studio_schema_version'`);
  if (isSetUp.length === 0) return;
  for (const { sql } of readMigrations(migrationsFolder)) {
    for (const [statement] of sql.matchAll(/^(?:revoke|grant)\b[^;]*\bon\s+public\.[^;]*;/gm)) {
      await database.run(statement);
    }
  }
}
