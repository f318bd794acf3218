import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { freePort } from './free-port.ts';
import { openPostgres } from './postgres-database.ts';
import { reachablePrograms } from './reachable-programs.ts';
import type { SqlDatabase } from './sql-database.ts';
import { endProgram, untilItSays } from './until-it-says.ts';

export interface PostgresServerOptions {
  /** The folder with `bin/postgres`; left out, what VIDEOEXPRESS_POSTGRES names. `npm run test:all` brings it and sets that. */
  readonly folder?: string;
}

/** A real Postgres on loopback, with a password for everybody and an empty cluster that goes with it. */
export interface PostgresServer {
  /** A connection string; left out, the superuser and its first database. */
  url(database?: string, user?: { readonly name: string; readonly password: string }): string;
  /** Makes a new database and opens it as the superuser. Roles are shared by all databases: see `dropRoles`. */
  open(database: string): Promise<SqlDatabase>;
  /** Removes every database and role that a test made. */
  clear(): Promise<void>;
  /** Ends it and removes its folder. */
  stop(): Promise<void>;
}

const superuser = 'supabase_admin';

/** Starts it; throws where it does not come up. It refuses to run as root, so then it runs as nobody. */
export async function startPostgres(options: PostgresServerOptions = {}): Promise<PostgresServer> {
  const given = options.folder ?? process.env['VIDEOEXPRESS_POSTGRES'];
  if (given === undefined) {
    throw new Error('VIDEOEXPRESS_POSTGRES names no Postgres. Run these tests by npm run test:all');
  }
  const root = mkdtempSync(join(tmpdir(), 'videoexpress-postgres-'));
  const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  const folder = nobody.uid === undefined ? given : reachablePrograms(given, root);
  const password = randomBytes(16).toString('hex');
  const passwordFile = join(root, 'password');
  writeFileSync(passwordFile, password);
  if (nobody.uid !== undefined) {
    for (const path of [root, passwordFile]) chownSync(path, nobody.uid, nobody.gid);
  }
  const data = join(root, 'data');
  const made = spawnSync(
    join(folder, 'bin', 'initdb'),
    ['-D', data, '-U', superuser, '-A', 'scram-sha-256', '--pwfile', passwordFile, '-E', 'UTF8', '--locale=C', '-N'],
    { ...nobody, cwd: root, encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stdout}${made.stderr}${made.error?.message ?? ''}`);
  const port = await freePort();
  const settings = { listen_addresses: '127.0.0.1', unix_socket_directories: '', fsync: 'off', max_connections: '60' };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(join(folder, 'bin', 'postgres'), ['-D', data, '-p', String(port), ...flags], {
    ...nobody,
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await untilItSays(child, 'database system is ready to accept connections');

  const url: PostgresServer['url'] = (database = 'postgres', user = { name: superuser, password }) =>
    `postgresql://${user.name}:${encodeURIComponent(user.password)}@127.0.0.1:${port}/${database}`;

  return {
    url,
    async open(database) {
      const sql = postgres(url(), { max: 1, onnotice: () => undefined });
      await sql.unsafe(`create database ${database}`);
      await sql.end();
      return openPostgres(url(database));
    },
    async clear() {
      const sql = postgres(url(), { max: 1, onnotice: () => undefined });
      const databases =
        await sql`select datname from pg_database where datname not in ('postgres', 'template0', 'template1')`;
      for (const { datname } of databases) await sql.unsafe(`drop database "${String(datname)}" with (force)`);
      const roles = await sql`select rolname from pg_roles where rolname <> ${superuser} and rolname not like 'pg\\_%'`;
      for (const { rolname } of roles) await sql.unsafe(`drop role "${String(rolname)}"`);
      await sql.end();
    },
    async stop() {
      // A fast shutdown: connections are cut.
      await endProgram(child, 'SIGINT');
      rmSync(root, { recursive: true, force: true });
    },
  };
}
