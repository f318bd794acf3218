import { createClient } from '@supabase/supabase-js';
import type { Result } from '@videoexpress/job-schema';
import type { CloudClient, CloudError, CloudRow, CloudSession } from '@videoexpress/studio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCloudClient } from '../supabase/create-cloud-client.ts';
import { type SupabaseServer, startSupabase } from '../testing/supabase/supabase-server.ts';

let server: SupabaseServer;
let client: CloudClient;
let ada: CloudSession;
let bob: CloudSession;
const { signal } = new AbortController();
const password = 'correct horse battery';

beforeAll(async () => {
  server = await startSupabase();
  client = clientWith(server.publishableKey);
  for (const email of ['ada@example.org', 'bob@example.org']) {
    await createClient(server.url, server.publishableKey).auth.signUp({ email, password });
  }
  ada = valueOf(await client.signIn('ada@example.org', password, signal));
  bob = valueOf(await client.signIn('bob@example.org', password, signal));
});
afterAll(() => server.stop());

function clientWith(key: string, url = server.url): CloudClient {
  const name = key.startsWith('sb_secret') ? 'SUPABASE_SECRET_KEY' : 'SUPABASE_PUBLISHABLE_KEY';
  const secrets = { read: async (wanted: string) => (wanted === name ? key : null) };
  return createCloudClient({ secrets, outsideUrl: url, clock: { now: () => Date.now() } });
}

function valueOf<T>(result: Result<T, CloudError>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.detail}`);
  return result.value;
}

function job(id: string, version: number, machine = 'mch_1'): CloudRow {
  const row = { kind: 'text_to_video', state: 'queued', created_at: '2026-11-28T10:00:00Z', deleted_at: null };
  return { id: `${machine}.${id}`, machine_id: machine, version, ...row, data: { id, version } };
}

describe('the client of a real Supabase project', () => {
  it('signs in, is renewed, and names what is wrong', async () => {
    expect(await client.signIn('ada@example.org', 'wrong', signal)).toMatchObject({ error: { code: 'needs_login' } });
    const session = valueOf(await client.signIn('ada@example.org', password, signal));
    const renewed = valueOf(await client.refresh(session, signal));
    expect(renewed.userId).toBe(session.userId);
    expect(renewed.refreshToken).not.toBe(session.refreshToken);
    expect(renewed.expiresAtMs).toBeGreaterThan(Date.now());
    const forged = { ...ada, refreshToken: 'gone' };
    expect(await client.refresh(forged, signal)).toMatchObject({ error: { code: 'needs_login' } });
    const stranger = { ...ada, accessToken: 'eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl' };
    expect(await client.machines(stranger, signal)).toMatchObject({ error: { code: 'needs_login' } });
  });

  it('writes 500 rows at once, and no version moves back', async () => {
    const rows = Array.from({ length: 500 }, (_each, at) => job(`job_${at}`, 7));
    valueOf(await client.upsert(ada, 'jobs', rows, signal));
    expect(valueOf(await client.newestVersion(ada, 'mch_1', signal))).toBe(7);
    valueOf(await client.upsert(ada, 'jobs', [job('job_1', 6), job('job_2', 9)], signal));
    const page = valueOf(
      await client.page(ada, 'jobs', { machineId: 'mch_1', afterId: 'mch_1.job_', limit: 500 }, signal),
    );
    const versions = new Map(page.map(({ id, version }) => [id, version]));
    expect([versions.size, versions.get('mch_1.job_1'), versions.get('mch_1.job_2')]).toEqual([500, 7, 9]);
  });

  it('marks what is gone, by id and by age, and empties it', async () => {
    valueOf(
      await client.upsert(ada, 'jobs', [job('a', 3, 'mch_2'), job('b', 3, 'mch_2'), job('c', 5, 'mch_2')], signal),
    );
    valueOf(await client.markGone(ada, 'jobs', { ids: ['mch_2.a'] }, 4, signal));
    valueOf(await client.markGone(ada, 'jobs', { machineId: 'mch_2', olderThan: 5 }, 5, signal));
    const rows = valueOf(await client.page(ada, 'jobs', { machineId: 'mch_2', afterId: '', limit: 10 }, signal));
    expect(rows.map(({ id, deleted, version }) => [id, deleted, version])).toEqual([
      ['mch_2.a', true, 4],
      ['mch_2.b', true, 5],
      ['mch_2.c', false, 5],
    ]);
    expect(rows[0]?.columns['data']).toEqual({});
    const newest = valueOf(await client.newest(ada, 'jobs', { machineId: 'mch_2', limit: 10 }, signal));
    expect(newest.map(({ id }) => id)).toEqual(['mch_2.c']);
  });

  it('adds lines of the audit log once, and removes tokens altogether', async () => {
    const line = {
      id: 'mch_1.1-1',
      machine_id: 'mch_1',
      at: '2026-11-28T10:00:00Z',
      action: 'login',
      actor: 'browser',
    };
    valueOf(await client.append(ada, [line], signal));
    valueOf(await client.append(ada, [{ ...line, action: 'logout' }], signal));
    const query = { machineId: 'mch_1', afterId: '', limit: 10 };
    const [kept] = valueOf(await client.page(ada, 'audit_log', query, signal));
    expect(kept?.columns['action']).toBe('login');
    const token = {
      service: 'youtube',
      account_id: 'UC1',
      key_id: 'k',
      ciphertext: Buffer.alloc(61, 1).toString('base64'),
    };
    valueOf(
      await client.upsert(
        ada,
        'oauth_tokens',
        [{ id: 'mch_1.con_1', machine_id: 'mch_1', version: 1, ...token }],
        signal,
      ),
    );
    valueOf(await client.markGone(ada, 'oauth_tokens', { ids: ['mch_1.con_1'] }, 2, signal));
    expect(valueOf(await client.page(ada, 'oauth_tokens', query, signal))).toEqual([]);
  });

  it('lets one database at a time write as a machine', async () => {
    const entry = { id: 'mch_1', name: 'studio', holder: 'one', computer: 'c', appVersion: '1.0.0' };
    expect(valueOf(await client.claimMachine(ada, entry, null, signal))).toBe(true);
    expect(valueOf(await client.claimMachine(ada, entry, null, signal))).toBe(false);
    expect(valueOf(await client.claimMachine(ada, { ...entry, holder: 'two' }, 'one', signal))).toBe(true);
    expect(valueOf(await client.claimMachine(ada, { ...entry, holder: 'three' }, 'one', signal))).toBe(false);
    expect(valueOf(await client.machines(ada, signal))).toMatchObject([{ id: 'mch_1', name: 'studio', holder: 'two' }]);
  });

  it('shows nobody the rows of another, also with a secret key', async () => {
    const secret = clientWith(server.secretKey);
    expect(await secret.project()).toMatchObject({ value: { bypassesRules: true } });
    for (const each of [client, secret]) {
      expect(valueOf(await each.machines(bob, signal))).toEqual([]);
      expect(valueOf(await each.newestVersion(bob, 'mch_1', signal))).toBe(0);
    }
  });

  it('says that the tables are missing where the project was not set up', async () => {
    const bare = await startSupabase({ isSetUp: false });
    try {
      await createClient(bare.url, bare.publishableKey).auth.signUp({ email: 'ada@example.org', password });
      const there = clientWith(bare.publishableKey, bare.url);
      const session = valueOf(await there.signIn('ada@example.org', password, signal));
      expect(await there.machines(session, signal)).toMatchObject({ error: { code: 'needs_setup' } });
      expect(await there.upsert(session, 'jobs', [job('y', 1)], signal)).toMatchObject({
        error: { code: 'needs_setup' },
      });
    } finally {
      await bare.stop();
    }
  });

  it('names a wrong key, a row that is not taken, and a server that is away', async () => {
    const wrong = clientWith('sb_publishable_wrong');
    const refused = await wrong.machines(ada, signal);
    expect(refused.ok ? null : ['invalid_key', 'needs_login'].includes(refused.error.code)).toBe(true);
    const bad = { ...job('x', 1), data: 'no object' };
    expect(await client.upsert(ada, 'jobs', [bad], signal)).toMatchObject({ ok: false });
    await server.kill();
    expect(await client.machines(ada, signal)).toMatchObject({ error: { code: 'unreachable' } });
    expect(await client.refresh(ada, signal)).toMatchObject({ error: { code: 'unreachable' } });
    await server.restart();
  });
});
