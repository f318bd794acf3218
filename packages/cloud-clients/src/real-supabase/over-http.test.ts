import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkProject } from '../supabase/setup/check-project.ts';
import { readMigrations } from '../supabase/setup/read-migrations.ts';
import { setUpProject } from '../supabase/setup/set-up-project.ts';
import { migrationsFolder } from '../testing/supabase/migrations-folder.ts';
import { type SupabaseServer, startSupabase } from '../testing/supabase/supabase-server.ts';

let server: SupabaseServer;
let alice: Person;
let bob: Person;
beforeAll(async () => {
  server = await startSupabase();
  alice = await join('alice@example.org');
  bob = await join('bob@example.org');
});
afterAll(() => server.stop());

interface Person {
  readonly id: string;
  readonly client: SupabaseClient;
}

const password = 'correct horse battery';
const conflict = { onConflict: 'user_id,id' };

function clientWith(key: string): SupabaseClient {
  const auth = { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false };
  return createClient(server.url, key, { auth });
}

async function join(email: string): Promise<Person> {
  const client = clientWith(server.publishableKey);
  const { data, error } = await client.auth.signUp({ email, password });
  if (error !== null || data.user === null) throw new Error(`no account: ${error?.message ?? 'no user'}`);
  return { id: data.user.id, client };
}

function job(id: string, version: number, more: object = {}): object {
  const now = '2026-11-28T10:00:00Z';
  return {
    id,
    machine_id: 'm1',
    version,
    kind: 'text-to-video',
    state: 'queued',
    created_at: now,
    data: { id },
    ...more,
  };
}

function many(version: number): object[] {
  return Array.from({ length: 500 }, (_each, index) => job(`job_${index}`, version));
}

describe('a project over HTTP, with the client of Supabase', () => {
  it('lets a person in with a password, and with no other', async () => {
    const client = clientWith(server.publishableKey);
    const right = await client.auth.signInWithPassword({ email: 'alice@example.org', password });
    expect(right.data.user?.id).toBe(alice.id);
    const wrong = await client.auth.signInWithPassword({ email: 'alice@example.org', password: 'wrong' });
    expect(wrong.error).toMatchObject({ status: 400, code: 'invalid_credentials' });
  });

  it('takes 500 rows at once, twice and late, and keeps the newest', async () => {
    for (const version of [1, 2, 2, 1]) {
      const { error, status } = await alice.client.from('jobs').upsert(many(version), conflict);
      expect([error, status]).toEqual([null, 201]);
    }
    const { count } = await alice.client.from('jobs').select('id', { count: 'exact', head: true }).eq('version', 2);
    expect(count).toBe(500);
  });

  it('keeps two people apart on every verb', async () => {
    await alice.client.from('jobs').upsert([job('own', 1)], conflict);
    const { client } = bob;
    expect(await client.from('jobs').select('id')).toMatchObject({ data: [], error: null });
    expect(await client.from('jobs').update({ state: 'x', version: 9 }).eq('id', 'own').select()).toMatchObject({
      data: [],
    });
    expect(await client.from('jobs').delete().eq('id', 'own').select()).toMatchObject({ data: [] });
    const inHerName = await client.from('jobs').upsert([job('own', 9, { user_id: alice.id })], conflict);
    expect(inHerName).toMatchObject({ status: 403, error: { code: '42501' } });
    await client.from('jobs').upsert([job('mine', 1)], conflict);
    const given = await client.from('jobs').update({ user_id: alice.id, version: 9 }).eq('id', 'mine');
    expect(given.error).not.toBeNull();
    const { data } = await alice.client.from('jobs').select('state, version').eq('id', 'own');
    expect(data).toEqual([{ state: 'queued', version: 1 }]);
  });

  it('lets nobody in who has not signed in, and tells them how the project is set up', async () => {
    const client = clientWith(server.publishableKey);
    expect(await client.from('jobs').select('id')).toMatchObject({ status: 401, error: { code: '42501' } });
    expect(await client.from('jobs').insert([job('x', 1)])).toMatchObject({ status: 401, error: { code: '42501' } });
    expect((await client.rpc('studio_schema_version')).data).toBeGreaterThan(20_261_128_000_000);
    expect((await client.rpc('studio_setup_report')).data).toHaveLength(8);
  });

  it('refuses a row of another machine, in words that say which', async () => {
    await alice.client.from('jobs').upsert([job('other', 1)], conflict);
    const { error } = await alice.client.from('jobs').upsert([job('other', 2, { machine_id: 'm2' })], conflict);
    expect(error?.message).toContain('owned_by_another_machine');
  });

  it('takes a line of the audit log again and again, and changes none', async () => {
    const line = { id: '1', machine_id: 'm1', at: '2026-11-28T10:00:00Z', action: 'login', actor: 'browser' };
    for (const action of ['login', 'logout']) {
      const added = await alice.client
        .from('audit_log')
        .upsert([{ ...line, action }], { ...conflict, ignoreDuplicates: true });
      expect(added.error).toBeNull();
    }
    expect((await alice.client.from('audit_log').update({ action: 'x' }).eq('id', '1')).error?.code).toBe('42501');
    expect((await alice.client.from('audit_log').delete().eq('id', '1')).error?.code).toBe('42501');
    expect((await alice.client.from('audit_log').select('action')).data).toEqual([{ action: 'login' }]);
  });

  it('lets a secret key see everything, which has to say whose a row is', async () => {
    const client = clientWith(server.secretKey);
    const { count } = await client.from('jobs').select('id', { count: 'exact', head: true });
    expect(count).toBeGreaterThan(500);
    expect((await client.from('jobs').upsert([job('nobody', 1)], conflict)).error?.code).toBe('23502');
    expect((await client.from('jobs').upsert([job('nobody', 1, { user_id: bob.id })], conflict)).error).toBeNull();
  });

  it('can be checked by anybody who has its address and a key', async () => {
    const wantedVersion = readMigrations(migrationsFolder).at(-1)?.version ?? '';
    const check = (key: string, wanted = wantedVersion): ReturnType<typeof checkProject> =>
      checkProject({ url: server.url, key, wantedVersion: wanted, signal: new AbortController().signal });
    for (const key of [server.publishableKey, server.secretKey]) {
      const checked = await check(key);
      expect(checked).toMatchObject({ ok: true, value: { state: 'ready', appliedVersion: wantedVersion } });
      expect(checked.ok ? checked.value.tables.flatMap(({ faults }) => faults) : []).toEqual([]);
    }
    expect(await check(server.publishableKey, '29990101000000')).toMatchObject({ value: { state: 'behind' } });
    expect(await check(server.publishableKey, '20200101000000')).toMatchObject({ value: { state: 'ahead' } });
    expect(await check('sb_publishable_wrong')).toMatchObject({ ok: false, error: { code: 'key_refused' } });
    await server.database.run('revoke select on public.jobs from authenticated');
    const incomplete = await check(server.publishableKey);
    await server.database.run('grant select on public.jobs to authenticated');
    if (!incomplete.ok) throw new Error(incomplete.error.message);
    expect(incomplete.value.state).toBe('incomplete');
    expect(incomplete.value.tables.filter(({ faults }) => faults.length > 0)).toEqual([
      {
        name: 'jobs',
        isThere: true,
        faults: [
          {
            text: 'The grant of select to authenticated (those who signed in) is missing.',
            sql: 'grant select on public.jobs to authenticated;',
          },
        ],
      },
    ]);
  });

  it('says what is wrong in the codes that the studio reads', async () => {
    const wrongKey = await clientWith('sb_publishable_wrong').from('jobs').select('id');
    expect(wrongKey).toMatchObject({ status: 401, error: { message: expect.stringContaining('Invalid API key') } });
    expect((await alice.client.from('nothing').select('id')).error?.code).toBe('PGRST205');
    expect((await alice.client.from('jobs').upsert([{ ...job('x', 1), nothing: 1 }], conflict)).error?.code).toBe(
      'PGRST204',
    );
    expect((await alice.client.rpc('nothing')).error?.code).toBe('PGRST202');
    await server.kill();
    const { error, status } = await alice.client.from('jobs').insert([job('y', 1)]);
    expect([error?.code, status]).toEqual(['', 0]);
    await server.restart();
    expect((await alice.client.from('jobs').insert([job('y', 1)])).error).toBeNull();
  });
});

describe('a project without anything of ours', () => {
  it('is told as that, until it is set up over its connection string', async () => {
    const migrations = readMigrations(migrationsFolder);
    const wantedVersion = migrations.at(-1)?.version ?? '';
    const { signal } = new AbortController();
    const empty = await startSupabase({ isSetUp: false });
    const { url, publishableKey: key, connectionString } = empty;
    const before = await checkProject({ url, key, wantedVersion, signal });
    const done = await setUpProject({ connectionString, migrations, signal });
    await empty.restart();
    const after = await checkProject({ url, key, wantedVersion, signal });
    await empty.stop();
    expect(before).toMatchObject({ ok: true, value: { state: 'not_set_up', appliedVersion: null } });
    expect(before.ok && before.value.tables.every(({ isThere }) => !isThere)).toBe(true);
    expect(done).toMatchObject({ ok: true, value: { applied: migrations.map(({ name }) => name) } });
    expect(after).toMatchObject({ ok: true, value: { state: 'ready' } });
  });
});
