import { err, ok } from '@videoexpress/job-schema';
import { ScriptedLogin } from '@videoexpress/studio/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectedStudio, type ConnectedStudio } from '../testing/connected-studio.ts';

const signal = new AbortController().signal;
const minuteMs = 60_000;
const dead = err({ code: 'dead', detail: 'It was revoked. Connect the account again.' } as const);

let studio: ConnectedStudio;
beforeEach(async () => {
  studio = connectedStudio();
  await studio.studio.start();
});
afterEach(() => studio.close());

/** What is in the row, sealed. */
function sealed(): string {
  return String(studio.store.connection.prepare('SELECT tokens_sealed FROM connection').pluck().get());
}

async function healthOfYoutube() {
  return (await studio.studio.health()).find(({ id }) => id === 'youtube');
}

describe('tokens of a connection', () => {
  it('are given as they are while they last, and fetched anew five minutes before their end', async () => {
    const { id } = await studio.connect();
    expect(await studio.tokens.current(id, signal)).toEqual(ok('access-token-number-0'));
    studio.clock.advance(54 * minuteMs);
    expect(await studio.tokens.current(id, signal)).toEqual(ok('access-token-number-0'));
    expect(studio.login.refreshes).toBe(0);
    studio.clock.advance(2 * minuteMs);
    expect(await studio.tokens.current(id, signal)).toEqual(ok('access-token-number-1'));
    expect(await studio.tokens.current(id, signal)).toEqual(ok('access-token-number-1'));
    expect(studio.login.refreshes).toBe(1);
  });

  it('are fetched once, however many ask at once', async () => {
    const { id } = await studio.connect();
    studio.clock.advance(58 * minuteMs);
    const asked = await Promise.all(Array.from({ length: 20 }, () => studio.tokens.current(id, signal)));
    expect(new Set(asked.map((each) => each.ok && each.value))).toEqual(new Set(['access-token-number-1']));
    expect(studio.login.refreshes).toBe(1);
  });

  it('that a service refused are fetched anew once, whatever their time says', async () => {
    const { id } = await studio.connect();
    const refused = 'access-token-number-0';
    const asked = await Promise.all([
      studio.tokens.afterRefusal(id, refused, signal),
      studio.tokens.afterRefusal(id, refused, signal),
    ]);
    expect(asked).toEqual([ok('access-token-number-1'), ok('access-token-number-1')]);
    // Who comes late with the old one gets the new one.
    expect(await studio.tokens.afterRefusal(id, refused, signal)).toEqual(ok('access-token-number-1'));
    expect(studio.login.refreshes).toBe(1);
  });

  it('are committed before anyone gets them', async () => {
    const { id } = await studio.connect();
    const before = sealed();
    studio.clock.advance(58 * minuteMs);
    studio.login.onRefresh = async () => {
      expect(sealed()).toBe(before);
      return ok(studio.login.tokens('access-token-rotated', 'refresh-token-rotated'));
    };
    const token = await studio.tokens.current(id, signal);
    const after = sealed();
    expect(token).toEqual(ok('access-token-rotated'));
    expect(after).not.toBe(before);

    // Killed right after the rotation: the next run goes on with the new ones, which alone still work.
    await studio.abandon();
    const login = new ScriptedLogin('youtube', () => studio.clock.now());
    const seen: (string | null)[] = [];
    login.onRefresh = async (held) => {
      seen.push(held.refresh);
      return ok(login.tokens('access-token-of-the-next-run', null));
    };
    studio = connectedStudio({ folders: studio.folders, clock: studio.clock, vault: studio.vault }, login);
    await studio.studio.start();
    expect(await studio.tokens.current(id, signal)).toEqual(ok('access-token-rotated'));
    studio.clock.advance(58 * minuteMs);
    expect(await studio.tokens.current(id, signal)).toEqual(ok('access-token-of-the-next-run'));
    expect(seen).toEqual(['refresh-token-rotated']);
  });

  it.each([null, ''])('keep their refresh token where the service sends %j', async (refresh) => {
    const { id } = await studio.connect();
    const seen: (string | null)[] = [];
    studio.login.onRefresh = async (held) => {
      seen.push(held.refresh);
      return ok(studio.login.tokens(`access-token-number-${studio.login.refreshes}`, refresh));
    };
    for (const expected of ['access-token-number-1', 'access-token-number-2']) {
      studio.clock.advance(58 * minuteMs);
      expect(await studio.tokens.current(id, signal)).toEqual(ok(expected));
    }
    expect(seen).toEqual(['refresh-token-number-0', 'refresh-token-number-0']);
  });

  it('that were revoked make the account need a login, which is told and written down once', async () => {
    const { id } = await studio.connect();
    studio.clock.advance(58 * minuteMs);
    studio.login.onRefresh = async () => dead;
    const asked = await Promise.all([studio.tokens.current(id, signal), studio.tokens.current(id, signal)]);
    expect(asked).toEqual([
      err({ code: 'needs_login', detail: dead.error.detail }),
      err({ code: 'needs_login', detail: dead.error.detail }),
    ]);
    expect(await studio.tokens.current(id, signal)).toMatchObject({ error: { code: 'needs_login' } });
    expect(studio.login.refreshes).toBe(1);
    expect(await healthOfYoutube()).toMatchObject({ status: 'down', fix: expect.stringContaining('Connect it again') });
    const audit = await studio.studio.audit.list({ limit: 10 });
    expect(audit.ok && audit.value.items.map(({ action }) => action)).toEqual([
      'connection_needs_login',
      'connection_added',
    ]);

    const again = await studio.connect();
    expect(again).toMatchObject({ id, state: 'ok', detail: null });
    expect(await studio.tokens.current(id, signal)).toEqual(ok('access-token-number-0'));
    expect(await healthOfYoutube()).toMatchObject({ status: 'ok' });
  });

  it('that could not be fetched need no login: it is tried again', async () => {
    const { id } = await studio.connect();
    studio.clock.advance(58 * minuteMs);
    studio.login.onRefresh = async () => err({ code: 'unreachable', detail: 'Google could not be reached.' });
    expect(await studio.tokens.current(id, signal)).toMatchObject({ error: { code: 'unreachable' } });
    studio.login.onRefresh = async () => ok(studio.login.tokens('access-token-later'));
    expect(await studio.tokens.current(id, signal)).toEqual(ok('access-token-later'));
    expect((await studio.studio.connections.check(id)).ok).toBe(true);
  });

  it('of a service that never answers are given up after a while, and by whoever leaves before', async () => {
    const { id } = await studio.connect();
    studio.clock.advance(58 * minuteMs);
    studio.login.onRefresh = () => new Promise(() => undefined);
    const leaving = new AbortController();
    const left = studio.tokens.current(id, leaving.signal);
    const stays = studio.tokens.current(id, signal);
    leaving.abort();
    expect(await left).toMatchObject({ error: { code: 'unreachable' } });
    await studio.until(() => studio.login.refreshes === 1);
    let isDone = false;
    const waits = stays.then((answer) => {
      isDone = true;
      return answer;
    });
    await studio.until(() => isDone, 1000);
    expect(await waits).toMatchObject({ error: { code: 'unreachable' } });
  });

  it('never come back over a login that was made while they were fetched', async () => {
    const { id } = await studio.connect();
    studio.clock.advance(58 * minuteMs);
    studio.login.onRefresh = async () => {
      studio.login.onExchange = async () => ok(studio.login.tokens('access-token-of-the-new-login'));
      await studio.connect();
      return ok(studio.login.tokens('access-token-of-the-old-login'));
    };
    expect(await studio.tokens.current(id, signal)).toEqual(ok('access-token-of-the-new-login'));
    expect(await studio.tokens.current(id, signal)).toEqual(ok('access-token-of-the-new-login'));
  });

  it('cannot be opened without their key: the account needs a login, and keeps its row', async () => {
    const { id } = await studio.connect();
    await studio.vault.remove('STUDIO_KEY');
    expect(await studio.tokens.current(id, signal)).toMatchObject({
      error: { code: 'needs_login', detail: expect.stringContaining('key') },
    });
    expect(await studio.connect()).toMatchObject({ id, state: 'ok' });
    expect((await studio.tokens.current(id, signal)).ok).toBe(true);
  });

  it('are only out of reach while the key store cannot be read, and are there again with it', async () => {
    const { id } = await studio.connect();
    const { vault } = studio;
    const before = { ...vault };
    // A damaged file of secrets: nothing is known of what is in it.
    Object.assign(vault, {
      read: async () => null,
      describe: async () => ({ backend: 'file', status: 'down', detail: 'The file is damaged.', fix: null }),
    });
    expect(await studio.tokens.current(id, signal)).toMatchObject({ error: { code: 'unreachable' } });
    Object.assign(vault, before);
    expect((await studio.tokens.current(id, signal)).ok).toBe(true);
  });

  it('lie in no row, event or log line in the clear', async () => {
    await studio.connect();
    studio.clock.advance(58 * minuteMs);
    const dump = JSON.stringify([
      studio.store.connection.prepare('SELECT * FROM connection').all(),
      studio.store.connection.prepare('SELECT * FROM event').all(),
      studio.store.connection.prepare('SELECT * FROM audit').all(),
      studio.log.lines,
    ]);
    expect(dump).toContain('Low Tide Films');
    expect(dump).not.toMatch(/(access|refresh)-token/);
  });
});

describe('logins that nobody uses', () => {
  it('are renewed before they run out, and once an hour is looked', async () => {
    studio.login.renewEveryMs = 12 * 60 * minuteMs;
    const { id } = await studio.connect();
    studio.clock.advance(11 * 60 * minuteMs);
    expect(studio.login.refreshes).toBe(0);
    await studio.until(() => studio.login.refreshes > 0, 60 * minuteMs);
    expect(await studio.studio.connections.check(id)).toMatchObject({ value: { state: 'ok' } });
  });

  it('tell of their end a day ahead, where only the person can prolong them', async () => {
    const endsMs = studio.clock.now() + 26 * 60 * minuteMs;
    studio.login.onExchange = async () =>
      ok({ ...studio.login.tokens('access-token-number-0'), loginExpiresAtMs: endsMs });
    await studio.connect();
    expect(await healthOfYoutube()).toMatchObject({ status: 'ok' });
    studio.clock.advance(181 * minuteMs);
    await studio.until(async () => (await healthOfYoutube())?.status === 'degraded', minuteMs);
    expect((await healthOfYoutube())?.detail).toMatch(/ends in less than 2\d hours/);
  });
});
