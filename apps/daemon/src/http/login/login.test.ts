import { StoreUnavailable } from '@videoexpress/studio';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type HttpTestApp, outcomeOf, startHttpTestApp } from '../../testing/http-test-app.ts';

const dayMs = 24 * 60 * 60_000;

describe('logging a browser in', () => {
  let app: HttpTestApp;
  beforeEach(async () => {
    app = await startHttpTestApp();
  });
  afterEach(() => app.close());

  async function newLink(): Promise<string> {
    const answer: unknown = await (await app.fetch('/api/v1/login-codes', { method: 'POST' })).json();
    const url = new URL(Object(answer).url);
    expect(url.origin).toBe(app.url);
    return url.pathname + url.search;
  }

  const queueWith = async (cookie: string) => (await app.fetchOpen('/api/v1/queue', { headers: { cookie } })).status;

  it('trades a code for a cookie, and goes to the studio without telling where from', async () => {
    const answer = await app.fetchOpen(await newLink());
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/']);
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const attributes = (answer.headers.get('set-cookie') ?? '').split('; ').slice(1);
    expect(attributes).toEqual(['Path=/', 'Max-Age=7776000', 'HttpOnly', 'SameSite=Lax']);
    const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
    expect(cookie.startsWith(`videoexpress_${app.port}=`)).toBe(true);
    expect(await queueWith(cookie)).toBe(200);
    expect(await queueWith(`other=1; ${cookie}; more=2`)).toBe(200);
  });

  it('takes a code once, and shows a readable page the second time', async () => {
    const link = await newLink();
    expect((await app.fetchOpen(link)).status).toBe(303);
    const again = await app.fetchOpen(link);
    expect(again.status).toBe(401);
    expect(again.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(again.headers.has('set-cookie')).toBe(false);
    expect(await again.text()).toContain('<code>videoexpress open</code>');
  });

  it('takes a code until 60 seconds have passed, whatever the wall clock does', async () => {
    const [first, second] = [await newLink(), await newLink()];
    app.clock.jumpWall(dayMs);
    app.clock.advance(59_999);
    expect((await app.fetchOpen(first)).status).toBe(303);
    app.clock.advance(1);
    expect((await app.fetchOpen(second)).status).toBe(401);
  });

  it('uses no code up for a request that only looks', async () => {
    const link = await newLink();
    expect((await app.fetchOpen(link, { method: 'HEAD' })).status).toBe(405);
    expect((await app.fetchOpen(link)).status).toBe(303);
  });

  it('makes codes of more than 128 bits, none like another', async () => {
    const codes = new Set<string>();
    for (let count = 0; count < 20; count += 1) codes.add((await newLink()).split('code=')[1] ?? '');
    expect(codes.size).toBe(20);
    expect([...codes].every((code) => Buffer.from(code, 'base64url').length >= 16)).toBe(true);
  });

  it('slows down wrong codes, not right ones', async () => {
    const wrong = () => app.fetchOpen('/login?code=wrong');
    const statuses = [];
    for (let count = 0; count < 11; count += 1) statuses.push((await wrong()).status);
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429]);
    app.clock.advance(20_000);
    const limited = await wrong();
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '40']);
    expect((await app.fetchOpen(await newLink())).status).toBe(303);
    app.clock.advance(40_000);
    expect((await wrong()).status).toBe(401);
  });

  it('refuses a login without a code, or with a huge one', async () => {
    expect(await outcomeOf(await app.fetchOpen('/login'))).toBe('400 invalid_input');
    expect(await outcomeOf(await app.fetchOpen(`/login?code=${'x'.repeat(201)}`))).toBe('400 invalid_input');
    const seen = await app.fetchOpen('/login', { headers: { accept: 'text/html,*/*' } });
    expect(seen.headers.get('content-type')).toBe('text/html; charset=utf-8');
  });

  it('logging out ends the session and takes the cookie away', async () => {
    const [cookie, other] = [await app.logIn(), await app.logIn()];
    const answer = await app.fetchOpen('/api/v1/logout', {
      method: 'POST',
      headers: { cookie, 'x-videoexpress': '1' },
    });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('set-cookie')).toContain('Max-Age=0');
    expect(await queueWith(cookie)).toBe(401);
    expect(await queueWith(other)).toBe(200);
    expect((await app.fetch('/api/v1/logout', { method: 'POST' })).status).toBe(204);
    expect(await queueWith(other)).toBe(200);
  });

  it('a session lasts 90 days from the last visit, and its cookie is renewed with it', async () => {
    const cookie = await app.logIn();
    app.clock.advance(89 * dayMs);
    const visit = await app.fetchOpen('/api/v1/queue', { headers: { cookie } });
    expect(visit.headers.get('set-cookie')).toContain(`${cookie}; Path=/; Max-Age=7776000`);
    app.clock.advance(89 * dayMs);
    expect(await queueWith(cookie)).toBe(200);
    app.clock.advance(90 * dayMs + 1);
    expect(await queueWith(cookie)).toBe(401);
    expect(app.sessionStore.rows.size).toBe(0);
  });

  it('writes a visit down once an hour, not on every request', async () => {
    const cookie = await app.logIn();
    const visit = async () => (await app.fetchOpen('/api/v1/queue', { headers: { cookie } })).headers.has('set-cookie');
    app.clock.advance(59 * 60_000);
    expect(await visit()).toBe(false);
    app.clock.advance(60_000);
    expect(await visit()).toBe(true);
    expect(await visit()).toBe(false);
  });

  it('keeps no session id in the store, and takes none with a broken signature', async () => {
    const cookie = await app.logIn();
    const [id = '', mac = ''] = cookie.split('=')[1]?.split('.') ?? [];
    expect(JSON.stringify([...app.sessionStore.rows])).not.toContain(id);
    const broken = mac.startsWith('A') ? `B${mac.slice(1)}` : `A${mac.slice(1)}`;
    expect(await queueWith(cookie.replace(mac, broken))).toBe(401);
    expect(await queueWith(cookie.replace(`.${mac}`, ''))).toBe(401);
    const tossed = `videoexpress_${app.port}=from-another-port`;
    expect(await queueWith(`${tossed}; ${cookie}`)).toBe(200);
  });

  it('does not take a busy database for a wrong cookie', async () => {
    const cookie = await app.logIn();
    const ask = async (method: string) =>
      outcomeOf(await app.fetchOpen('/api/v1/queue/pause', { method, headers: { cookie, 'x-videoexpress': '1' } }));
    app.sessionStore.fault = new StoreUnavailable('busy', new Error('locked'));
    expect(await ask('POST')).toBe('503 database_busy');
    expect((await app.fetchOpen('/')).status).toBe(200);
    app.sessionStore.fault = null;
    app.clock.advance(dayMs);
    app.sessionStore.touchFault = new StoreUnavailable('busy', new Error('locked'));
    expect(await queueWith(cookie)).toBe(200);
  });

  it('survives a restart with the same key, and not with another', async () => {
    const cookie = await app.logIn();
    const value = cookie.split('=')[1] ?? '';
    const same = await startHttpTestApp({ sessionStore: app.sessionStore });
    const other = await startHttpTestApp({ sessionStore: app.sessionStore, sessionKey: Buffer.alloc(32, 8) });
    const visit = (at: HttpTestApp) =>
      at.fetchOpen('/api/v1/queue', { headers: { cookie: `videoexpress_${at.port}=${value}` } });
    expect([(await visit(same)).status, (await visit(other)).status]).toEqual([200, 401]);
    await same.close();
    await other.close();
  });
});
