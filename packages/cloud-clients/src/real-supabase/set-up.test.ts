import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readMigrations } from '../supabase/setup/read-migrations.ts';
import { setUpProject } from '../supabase/setup/set-up-project.ts';
import { setUpScript } from '../supabase/setup/set-up-script.ts';
import { splitStatements } from '../supabase/setup/split-statements.ts';
import { type EmptyProject, makeEmptyProject } from '../testing/supabase/empty-project.ts';
import { migrationsFolder } from '../testing/supabase/migrations-folder.ts';
import { type PostgresServer, startPostgres } from '../testing/supabase/postgres-server.ts';
import type { SqlRow } from '../testing/supabase/sql-database.ts';
import { owner } from '../testing/supabase/sql-project.ts';

const migrations = readMigrations(migrationsFolder);
const names = migrations.map(({ name }) => name);
const newest = migrations.at(-1)?.version ?? '';

let server: PostgresServer;
let project: EmptyProject;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());
beforeEach(async () => {
  project = await makeEmptyProject(server);
});
afterEach(() => project.database.close());

interface Change {
  readonly connectionString?: string;
  readonly migrations?: typeof migrations;
  readonly signal?: AbortSignal;
}

function setUp(change: Change = {}): ReturnType<typeof setUpProject> {
  const { connectionString } = project;
  return setUpProject({ connectionString, migrations, signal: new AbortController().signal, ...change });
}

const history = (): Promise<readonly SqlRow[]> =>
  project.database.rows('select version, name, statements from supabase_migrations.schema_migrations order by version');

const asOwner = (sql: string): Promise<void> => project.database.run(`set role ${owner}; ${sql}; reset role;`);

async function expectReady(change: { readonly applied: readonly string[] }): Promise<void> {
  const done = await setUp();
  expect(done).toMatchObject({ ok: true, value: { ...change, mended: [], version: newest } });
  if (done.ok)
    expect(done.value.tables.flatMap(({ name, faults }) => faults.map(({ text }) => [name, text]))).toEqual([]);
}

describe('the set-up', () => {
  it('applies every migration in order, notes it as the Supabase CLI does, and does nothing the second time', async () => {
    await expectReady({ applied: names });
    expect(await history()).toEqual(
      migrations.map(({ version, name, sql }) => ({ version, name, statements: splitStatements(sql) })),
    );
    await expectReady({ applied: [] });
  });

  it('finishes what was broken off', async () => {
    const broken = migrations.map((each, index) =>
      index === 1 ? { ...each, sql: `${each.sql} select 1 / 0;` } : each,
    );
    const first = await setUp({ migrations: broken });
    expect(first).toMatchObject({ ok: false, error: { code: 'failed', message: expect.stringContaining('division') } });
    expect(await history()).toHaveLength(1);
    expect(await project.database.rows(`select to_regclass('public.audit_log') as t`)).toEqual([{ t: null }]);
    await expectReady({ applied: names.slice(1) });
  });

  it('can be called off', async () => {
    expect(await setUp({ signal: AbortSignal.abort() })).toMatchObject({ ok: false, error: { code: 'called_off' } });
    await expectReady({ applied: names });
  });

  it('is done once where two computers do it at the same time', async () => {
    const both = await Promise.all([setUp(), setUp()]);
    expect(both).toMatchObject([{ ok: true }, { ok: true }]);
    const applied = both.flatMap((each) => (each.ok ? each.value.applied : []));
    expect(applied.toSorted()).toEqual(names.toSorted());
  });

  it('goes on from what was done by hand, whose script can be run again', async () => {
    const script = setUpScript(migrations);
    await asOwner(script);
    const byHand = await history();
    await asOwner(script);
    expect(await history()).toEqual(byHand);
    await expectReady({ applied: [] });
    expect(await history()).toEqual(byHand);
  });

  it('notes what was pasted file by file, without a note of its own', async () => {
    for (const { sql } of migrations.slice(0, 3)) await asOwner(sql);
    await expectReady({ applied: [] });
    expect(await history()).toHaveLength(migrations.length);
  });

  it.each([
    ['row level security', 'alter table public.jobs disable row level security'],
    ['its force', 'alter table public.jobs no force row level security'],
    ['a policy', 'drop policy "own rows" on public.jobs'],
    ['what a policy says', 'alter policy "own rows" on public.jobs using (true)'],
    ['whom a policy binds', 'alter policy "own rows" on public.jobs to public'],
    ['a policy of the audit log', 'drop policy "add own rows" on public.audit_log'],
    ['a grant', 'revoke update on public.jobs from authenticated'],
    ['a grant of a secret key', 'revoke all on public.jobs from service_role'],
    ['a grant too many', 'grant select on public.oauth_tokens to anon'],
    ['a way to change the audit log', 'grant delete on public.audit_log to service_role'],
    ['a trigger', 'drop trigger studio_keep_row on public.jobs'],
    ['a trigger that is off', 'alter table public.audit_log disable trigger studio_keep_audit_log'],
    ['the trigger of a whole table', 'drop trigger studio_keep_whole_audit_log on public.audit_log'],
  ])('mends %s that was changed since', async (_what, change) => {
    await setUp();
    await asOwner(change);
    const mending = await setUp();
    expect(mending).toMatchObject({ ok: true, value: { applied: [] } });
    if (!mending.ok) return;
    expect(mending.value.mended).toHaveLength(1);
    await expectReady({ applied: [] });
  });

  it('leaves a policy of somebody else alone, and says so', async () => {
    await setUp();
    await asOwner('create policy "everybody" on public.jobs for select to anon using (true)');
    const again = await setUp();
    if (!again.ok) throw new Error(again.error.message);
    expect(again.value.mended).toEqual([]);
    expect(again.value.tables.flatMap(({ faults }) => faults)).toEqual([
      { text: expect.stringContaining('“everybody” that is not ours'), sql: null },
    ]);
  });

  it('leaves a project alone that a newer program set up', async () => {
    await setUp();
    await asOwner(
      `create or replace function public.studio_schema_version() returns bigint language sql immutable as 'select 29990101000000'`,
    );
    expect(await setUp()).toMatchObject({ ok: true, value: { applied: [], version: '29990101000000' } });
  });
});

describe('what cannot be set up', () => {
  it.each<[string, string, (given: string) => string]>([
    ['a wrong password', 'password_refused', (given) => given.replace('owner@', 'wrong@')],
    ['nobody listening', 'unreachable', (given) => given.replace(/:\d+\//, ':1/')],
    ['another kind of text', 'connection_string_invalid', () => 'hello'],
  ])('is told as what it is: %s', async (_what, code, change) => {
    const connectionString = change(project.connectionString);
    const refused = await setUp({ connectionString });
    expect(refused).toMatchObject({ ok: false, error: { code } });
    expect(JSON.stringify(refused)).not.toContain('wrong');
  });

  it('is a database that is not Supabase’s', async () => {
    await project.database.run('drop schema auth cascade');
    expect(await setUp()).toMatchObject({ ok: false, error: { code: 'not_supabase' } });
    expect(await project.database.rows(`select from pg_namespace where nspname = 'supabase_migrations'`)).toEqual([]);
  });

  it('is a project with tables of somebody else, which stay', async () => {
    await asOwner('create table public.jobs (title text)');
    const refused = await setUp();
    expect(refused).toMatchObject({
      ok: false,
      error: { code: 'name_taken', message: expect.stringContaining('jobs') },
    });
    expect(
      await project.database.rows(`select column_name from information_schema.columns where table_name = 'jobs'`),
    ).toEqual([{ column_name: 'title' }]);
    expect(await project.database.rows(`select to_regclass('public.projects') as t`)).toEqual([{ t: null }]);
  });

  it('is a project whose user may not', async () => {
    await project.database.run(`revoke create on schema public from ${owner}`);
    expect(await setUp()).toMatchObject({ ok: false, error: { code: 'not_allowed' } });
  });
});
