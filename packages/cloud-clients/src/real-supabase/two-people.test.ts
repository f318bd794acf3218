import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectedTables } from '../supabase/setup/expected-tables.ts';
import { sealedSample } from '../testing/supabase/sample-rows.ts';
import { type SupabaseServer, startSupabase } from '../testing/supabase/supabase-server.ts';

let server: SupabaseServer;
let alice: SupabaseClient;
let bob: SupabaseClient;
let nobody: SupabaseClient;
let aliceId = '';
beforeAll(async () => {
  server = await startSupabase();
  alice = clientOf();
  bob = clientOf();
  nobody = clientOf();
  aliceId = await join(alice, 'alice@example.org');
  await join(bob, 'bob@example.org');
});
afterAll(() => server.stop());

function clientOf(): SupabaseClient {
  const auth = { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false };
  return createClient(server.url, server.publishableKey, { auth });
}

async function join(client: SupabaseClient, email: string): Promise<string> {
  const { data, error } = await client.auth.signUp({ email, password: 'correct horse battery' });
  if (error !== null || data.user === null) throw new Error(`no account: ${error?.message ?? 'no user'}`);
  return data.user.id;
}

const at = '2026-11-28T10:00:00Z';
const mirrored = { machine_id: 'm1', version: 1, created_at: at, data: {} };
/** What a row of each table has besides its id. A table that is not here fails. */
const samples: Readonly<Record<string, object>> = {
  machines: { name: 'Laptop', app_version: '1' },
  projects: { ...mirrored, name: 'Shelf' },
  renders: { ...mirrored, type: 'video', name: 'fox.mp4', sha256: 'aa', bytes: 1 },
  jobs: { ...mirrored, kind: 'text_to_video', state: 'queued' },
  publications: { ...mirrored, draft: true },
  connections: { ...mirrored, service: 'youtube', state: 'ok' },
  oauth_tokens: {
    machine_id: 'm1',
    version: 1,
    service: 'youtube',
    account_id: 'a',
    key_id: 'k',
    ciphertext: sealedSample,
  },
  audit_log: { machine_id: 'm1', at, action: 'login', actor: 'browser' },
};

describe.each(expectedTables.map(({ name }) => name))('two people and the table %s, over HTTP', (name) => {
  const row = (more: object): object => {
    const sample = samples[name];
    if (sample === undefined) throw new Error(`there is no sample of ${name}`);
    return { ...sample, ...more };
  };
  const conflict = { onConflict: 'user_id,id', ignoreDuplicates: name === 'audit_log' };
  const newer = name === 'machines' || name === 'audit_log' ? {} : { version: 9 };
  const truth = (): Promise<unknown> => server.database.rows(`select * from public.${name} order by user_id, id`);

  it('do not reach each other, by any verb', async () => {
    expect((await alice.from(name).upsert([row({ id: 'one' })], conflict)).error).toBeNull();
    const before = await truth();
    expect(await bob.from(name).select('id')).toMatchObject({ data: [], error: null });
    expect((await bob.from(name).insert([row({ id: 'new', user_id: aliceId })])).error?.code).toBe('42501');
    const over = await bob.from(name).upsert([row({ id: 'one', user_id: aliceId, ...newer })], conflict);
    expect(over.error?.code).toBe('42501');
    const changed = await bob.from(name).update({ machine_id: 'x', id: 'x' }).eq('id', 'one').select('id');
    expect(changed.data ?? []).toEqual([]);
    const removed = await bob.from(name).delete().eq('user_id', aliceId).select('id');
    expect(removed.data ?? []).toEqual([]);
    expect(await truth()).toEqual(before);
    expect((await bob.from(name).upsert([row({ id: 'one' })], conflict)).error).toBeNull();
    const given = await bob
      .from(name)
      .update({ user_id: aliceId, ...newer })
      .eq('id', 'one')
      .select('id');
    expect(given.error).not.toBeNull();
    const { data } = await alice.from(name).select('user_id, id');
    expect(data).toEqual([{ user_id: aliceId, id: 'one' }]);
  });

  it('are all that comes in: who has not signed in is refused', async () => {
    const before = await truth();
    for (const asked of [
      nobody.from(name).select('id'),
      nobody.from(name).insert([row({ id: 'new', user_id: aliceId })]),
      nobody.from(name).upsert([row({ id: 'one', user_id: aliceId, ...newer })], conflict),
      nobody.from(name).update({ id: 'x' }).eq('id', 'one'),
      nobody.from(name).delete().eq('id', 'one'),
    ]) {
      expect(await asked).toMatchObject({ status: 401, error: { code: '42501' } });
    }
    expect(await truth()).toEqual(before);
  });
});
