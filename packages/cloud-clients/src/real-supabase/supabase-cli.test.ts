import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { readMigrations } from '../supabase/setup/read-migrations.ts';
import { setUpProject } from '../supabase/setup/set-up-project.ts';
import { type EmptyProject, makeEmptyProject } from '../testing/supabase/empty-project.ts';
import { migrationsFolder } from '../testing/supabase/migrations-folder.ts';
import { type PostgresServer, startPostgres } from '../testing/supabase/postgres-server.ts';
import type { SqlRow } from '../testing/supabase/sql-database.ts';

const migrations = readMigrations(migrationsFolder);
let folder: string;
let server: PostgresServer;
let project: EmptyProject;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'videoexpress-supabase-cli-'));
  cpSync(dirname(migrationsFolder), join(folder, 'supabase'), { recursive: true });
  server = await startPostgres();
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  project = await makeEmptyProject(server);
});
afterEach(() => project.database.close());

/** Runs Supabase's own command line in a folder of its own, with nothing of the person's, against the project. */
async function cli(...words: string[]): Promise<string> {
  const program = process.env['VIDEOEXPRESS_SUPABASE_CLI'];
  if (program === undefined) throw new Error('VIDEOEXPRESS_SUPABASE_CLI names no program. Run it by npm run test:all');
  const target = `--remote=${project.connectionString}?sslmode=disable`;
  const env = { PATH: process.env['PATH'], HOME: folder, DO_NOT_TRACK: '1', SUPABASE_TELEMETRY_DISABLED: '1' };
  const { stdout, stderr } = await promisify(execFile)(program, [...words, target, '--workdir', folder], { env });
  return stdout + stderr;
}

const history = (): Promise<readonly SqlRow[]> =>
  project.database.rows('select version, name, statements from supabase_migrations.schema_migrations order by version');

const setUp = (): ReturnType<typeof setUpProject> =>
  setUpProject({ connectionString: project.connectionString, migrations, signal: new AbortController().signal });

it('the Supabase CLI has nothing left to do after our set-up', async () => {
  expect(await setUp()).toMatchObject({ ok: true });
  expect(await cli('db', 'push', '--dry-run')).toContain('up to date');
});

it('our set-up has nothing left to do after the Supabase CLI, and both write the same history', async () => {
  await cli('db', 'push', '--yes');
  const byCli = await history();
  expect(await setUp()).toMatchObject({ ok: true, value: { applied: [], mended: [] } });
  expect(await history()).toEqual(byCli);
  await project.database.close();
  project = await makeEmptyProject(server);
  await setUp();
  expect(await history()).toEqual(byCli);
});
