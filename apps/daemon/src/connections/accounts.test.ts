import { err, ok } from '@videoexpress/job-schema';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectedStudio, type ConnectedStudio } from '../testing/connected-studio.ts';
import { type HttpTestApp, outcomeOf, startHttpTestApp, testToken } from '../testing/http-test-app.ts';

let studio: ConnectedStudio;
let app: HttpTestApp;
beforeEach(async () => {
  studio = connectedStudio();
  app = await startHttpTestApp({ studio: studio.studio, clock: studio.clock, log: studio.log });
});
afterEach(async () => {
  await app.close();
  await studio.close();
});

/** Begins a login, and answers with its state. */
async function begin(): Promise<string> {
  const begun = await studio.studio.connections.login.begin(
    'youtube',
    `${app.url}/oauth/youtube/callback`,
    'browser-1',
  );
  if (!begun.ok) throw new Error(begun.error.detail);
  return new URL(begun.value.authorizeUrl).searchParams.get('state') ?? '';
}

async function accounts() {
  const { items } = Object(await (await app.fetch('/api/v1/connections')).json());
  return items;
}

describe('pasting', () => {
  const paste = (body: object) =>
    app.fetch('/api/v1/connections/youtube/paste', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  it('takes the address the browser ended at, with the state of a login begun here', async () => {
    const state = await begin();
    const address = (given: string) => `https://own.example.org/back?code=abc&state=${given}#_`;
    expect(await outcomeOf(await paste({ address: address('x'.repeat(43)) }))).toBe('409 invalid_state');
    expect(await outcomeOf(await paste({ address: 'https://own.example.org/back?code=abc' }))).toBe(
      '409 invalid_state',
    );
    expect(await outcomeOf(await paste({ address: 'not an address' }))).toBe('409 login_refused');
    expect(studio.login.exchanges).toBe(0);
    const seen: string[] = [];
    studio.login.onExchange = async (given) => {
      seen.push(given);
      return ok(studio.login.tokens('access-token-number-0'));
    };
    expect((await paste({ address: address(state) })).status).toBe(200);
    expect(seen).toEqual(['abc']);
    expect(await outcomeOf(await paste({ address: address(state) }))).toBe('409 invalid_state');
  });

  it('takes a code of the newest login, and none without one', async () => {
    expect(await outcomeOf(await paste({ code: 'abc' }))).toBe('409 invalid_state');
    await begin();
    expect((await paste({ code: 'abc#_' })).status).toBe(200);
  });

  it('takes a token where the service has such, and never says it again', async () => {
    const token = 'IGAA-a-token-made-at-the-dashboard';
    const answer = await paste({ token });
    expect(answer.status).toBe(200);
    expect(await answer.text()).not.toContain(token);
    studio.login.pasteable = ['code'];
    expect(await outcomeOf(await paste({ token }))).toBe('409 login_refused');
  });

  it.each([{}, { code: 'a', token: 't'.repeat(20) }, { code: '' }, { token: 'short' }, { text: 'a' }])(
    'refuses %j',
    async (body) => {
      expect(await outcomeOf(await paste(body))).toBe('400 invalid_input');
    },
  );
});

describe('disconnecting', () => {
  const remove = async (id: string, query = '') => {
    const headers = { authorization: `Bearer ${testToken}` };
    return app.fetchOpen(`/api/v1/connections/${id}${query}`, { method: 'DELETE', headers });
  };

  it('takes the login back at the service too, and writes it down', async () => {
    const { id } = await studio.connect();
    const answer = await remove(id);
    expect([answer.status, await answer.json()]).toEqual([200, { id, deleted: true, revoked: true, note: null }]);
    expect(studio.login.revokes).toBe(1);
    expect(await accounts()).toEqual([]);
    expect(await outcomeOf(await remove(id))).toBe('404 not_found');
    const audit = await studio.studio.audit.list({ limit: 5 });
    expect(audit.ok && audit.value.items[0]).toMatchObject({
      action: 'connection_removed',
      actor: 'program',
      subject: id,
    });
  });

  it.each(['unreachable', 'impossible'] as const)(
    'removes it here also where the service is %s, and says so',
    async (how) => {
      const { id } = await studio.connect();
      studio.login.onRevoke = async () => how;
      const answer = Object(await (await remove(id)).json());
      expect(answer).toMatchObject({ revoked: false, note: expect.stringContaining('https://example.org/apps') });
      expect(await accounts()).toEqual([]);
    },
  );

  it('is refused while posts wait for the account, unless it is forced', async () => {
    const { id } = await studio.connect();
    studio.store.connection.exec(`
      INSERT INTO publication VALUES ('pub_${'0'.repeat(32)}', NULL, 'clip', 0, 0, 0, 1);
      INSERT INTO post (id, publication_id, position, connection_id, service, account_name, content_json, when_json, state)
      VALUES ('pst_${'0'.repeat(32)}', 'pub_${'0'.repeat(32)}', 0, '${id}', 'youtube', 'Low Tide', '{}', '{}', 'queued')`);
    const refused = await remove(id);
    expect(refused.status).toBe(409);
    expect(Object(await refused.json())).toMatchObject({
      code: 'connection_in_use',
      detail: expect.stringContaining('1 post waits'),
    });
    expect(studio.login.revokes).toBe(0);
    expect((await remove(id, '?force=true')).status).toBe(200);
  });
});

describe('checking', () => {
  it('asks the service, fetches a newer token once where it refuses, and says when only a login helps', async () => {
    const { id } = await studio.connect();
    const check = () => app.fetch(`/api/v1/connections/${id}/check`, { method: 'POST' });
    let refused = 'access-token-number-0';
    studio.login.onIdentify = async (access) =>
      access === refused ? err({ code: 'dead', detail: 'No more.' }) : ok(studio.login.account);
    expect(Object(await (await check()).json())).toMatchObject({ state: 'ok' });
    expect(studio.login.refreshes).toBe(1);
    studio.login.onIdentify = async () => err({ code: 'unreachable', detail: 'YouTube could not be reached.' });
    expect(await outcomeOf(await check())).toBe('503 service_unreachable');
    refused = 'access-token-number-1';
    studio.login.onIdentify = async () => err({ code: 'dead', detail: 'No more.' });
    studio.login.onRefresh = async () => err({ code: 'dead', detail: 'It was revoked.' });
    expect(Object(await (await check()).json())).toMatchObject({ state: 'needs_login', detail: 'It was revoked.' });
  });
});
