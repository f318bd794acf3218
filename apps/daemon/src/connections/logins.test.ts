import { err, ok } from '@videoexpress/job-schema';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectedStudio, type ConnectedStudio } from '../testing/connected-studio.ts';
import { type HttpTestApp, outcomeOf, startHttpTestApp } from '../testing/http-test-app.ts';

let studio: ConnectedStudio;
let app: HttpTestApp;
let session: string;
beforeEach(async () => {
  studio = connectedStudio();
  app = await startHttpTestApp({ studio: studio.studio, clock: studio.clock, log: studio.log });
  session = await app.logIn();
});
afterEach(async () => {
  await app.close();
  await studio.close();
});

interface Begun {
  readonly state: string;
  /** What the browser keeps. */
  readonly cookie: string;
  readonly setCookie: string;
}

/** Begins a login as the page does. */
async function begin(): Promise<Begun> {
  const headers = { cookie: session, 'x-videoexpress': '1' };
  const answer = await app.fetchOpen('/api/v1/connections/youtube', { method: 'POST', headers });
  expect(answer.status).toBe(201);
  const { authorizeUrl } = Object(await answer.json());
  const setCookie = answer.headers.getSetCookie().find((line) => line.includes('/oauth')) ?? '';
  return {
    state: new URL(authorizeUrl).searchParams.get('state') ?? '',
    cookie: setCookie.split(';')[0] ?? '',
    setCookie,
  };
}

/** The browser comes back from the service. That a navigation from there is let in is among the tests of the guard. */
async function comeBack(query: Readonly<Record<string, string>>, cookie: string, service = 'youtube') {
  const answer = await app.fetchOpen(`/oauth/${service}/callback?${new URLSearchParams(query).toString()}`, {
    headers: { cookie, accept: 'text/html' },
  });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

async function accounts() {
  const { items } = Object(await (await app.fetch('/api/v1/connections')).json());
  return items;
}

const code = 'code-that-nobody-may-see';

describe('coming back from a service', () => {
  it('connects, and ends in a page of its own that leads nowhere and tells nobody', async () => {
    const { state, cookie, setCookie } = await begin();
    expect(setCookie).toMatch(/; Path=\/oauth; Max-Age=600; HttpOnly; SameSite=Lax$/);
    expect(state).toMatch(/^[\w-]{43}$/);
    const { status, headers, text } = await comeBack({ code, state, scope: 'upload' }, cookie);
    expect(status).toBe(200);
    expect(text).toContain('YouTube is connected');
    expect(headers.get('location')).toBeNull();
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(text).not.toContain(code);
    expect(text).not.toContain(state);
    expect(await accounts()).toMatchObject([{ service: 'youtube', accountName: 'Low Tide Films', state: 'ok' }]);
    const log = JSON.stringify(studio.log.lines);
    expect(log).toContain('/oauth/youtube/callback');
    expect(log).not.toContain(code);
    expect(log).not.toContain(state);
  });

  it.each([
    ['the person said no', { error: 'access_denied', error_description: '<script>alert(1)</script>' }, 'was told no'],
    ['the service failed', { error: 'server_error' }, 'could not finish'],
    ['there is no code', {}, 'There is no code'],
    ['the code is empty', { code: '' }, 'There is no code'],
  ])('where %s says so, and connects nothing', async (_what, answer, says) => {
    const { state, cookie } = await begin();
    const { status, text } = await comeBack({ ...answer, state }, cookie);
    expect(status).toBe(409);
    expect(text).toContain(says);
    expect(text).not.toContain('<script>');
    expect(studio.login.exchanges).toBe(0);
    expect(await accounts()).toEqual([]);
  });

  it('with a state that nobody gave out, or with none, is refused', async () => {
    const { cookie } = await begin();
    for (const query of [{ code, state: 'x'.repeat(43) }, { code, state: '' }, { code }]) {
      const { status, text } = await comeBack(query, cookie);
      expect([status, text]).toEqual([409, expect.stringContaining('was not begun here')]);
    }
    expect(studio.login.exchanges).toBe(0);
  });

  it('in another browser is refused, and the right one can still finish', async () => {
    const { state, cookie } = await begin();
    const other = await begin();
    const name = cookie.split('=')[0] ?? '';
    for (const wrong of ['', other.cookie, `${name}=${'x'.repeat(43)}`, session]) {
      const { status, text } = await comeBack({ code, state }, wrong);
      expect([status, text]).toEqual([409, expect.stringContaining('another browser')]);
    }
    expect(studio.login.exchanges).toBe(0);
    expect((await comeBack({ code, state }, `${other.cookie}; ${cookie}`)).status).toBe(200);
  });

  it('for another service is refused', async () => {
    const { state, cookie } = await begin();
    const { status, text } = await comeBack({ code, state }, cookie, 'instagram');
    expect([status, text]).toEqual([409, expect.stringContaining('another service')]);
    expect((await comeBack({ code, state }, cookie, 'nowhere')).status).toBe(404);
    expect(studio.login.exchanges).toBe(0);
  });

  it('works once, also where it comes twice at the same moment', async () => {
    const { state, cookie } = await begin();
    const both = await Promise.all([comeBack({ code, state }, cookie), comeBack({ code, state }, cookie)]);
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    const { status, text } = await comeBack({ code, state }, cookie);
    expect([status, text]).toEqual([409, expect.stringContaining('finished already')]);
    expect(studio.login.exchanges).toBe(1);
    expect(await accounts()).toHaveLength(1);
  });

  it('works for ten minutes', async () => {
    const { state, cookie } = await begin();
    studio.clock.advance(10 * 60_000);
    const { status, text } = await comeBack({ code, state }, cookie);
    expect([status, text]).toEqual([409, expect.stringContaining('within 10 minutes')]);
    expect(studio.login.exchanges).toBe(0);
    const again = await begin();
    studio.clock.advance(10 * 60_000 - 1);
    expect((await comeBack({ code, state: again.state }, again.cookie)).status).toBe(200);
  });

  it('is not used up by a link preview, by a frame or by a form', async () => {
    const { state, cookie } = await begin();
    const target = `/oauth/youtube/callback?${new URLSearchParams({ code, state }).toString()}`;
    expect((await app.fetchOpen(target, { method: 'HEAD', headers: { cookie } })).status).toBe(405);
    const framed = { cookie, 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'iframe' };
    expect((await app.fetchOpen(target, { headers: framed })).status).toBe(403);
    expect((await app.fetchOpen(target, { method: 'POST', headers: { cookie } })).status).toBe(405);
    expect((await comeBack({ code, state }, cookie)).status).toBe(200);
  });

  it('keeps nothing of a login that the service turned down, or did not answer', async () => {
    studio.login.onExchange = async () => err({ code: 'refused', detail: 'Not everything was ticked.' });
    const first = await begin();
    const refused = await comeBack({ code, state: first.state }, first.cookie);
    expect([refused.status, refused.text]).toEqual([409, expect.stringContaining('Not everything was ticked.')]);
    studio.login.onExchange = async () => err({ code: 'unreachable', detail: 'Google could not be reached.' });
    const second = await begin();
    expect((await comeBack({ code, state: second.state }, second.cookie)).status).toBe(503);
    studio.login.onExchange = async () => ok(studio.login.tokens('access-token-number-0'));
    studio.login.onIdentify = async () => err({ code: 'refused', detail: 'This account has no channel.' });
    const third = await begin();
    expect((await comeBack({ code, state: third.state }, third.cookie)).text).toContain('no channel');
    expect(await accounts()).toEqual([]);
  });
});

describe('connecting', () => {
  it('the same account again renews it; another one stands beside it', async () => {
    const first = await studio.connect();
    studio.login.account = { ...studio.login.account, accountName: 'Low Tide' };
    expect(await studio.connect()).toMatchObject({ id: first.id, accountName: 'Low Tide' });
    studio.login.account = { accountId: 'UC-2', accountName: 'High Tide', handle: null, accountUrl: null };
    await studio.connect();
    expect((await accounts()).map(({ accountName }: { accountName: string }) => accountName)).toEqual([
      'High Tide',
      'Low Tide',
    ]);
  });

  it('is refused while something is missing, which is named', async () => {
    studio.login.missing = ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET'];
    const asked = await app.fetch('/api/v1/connections/youtube', { method: 'POST' });
    expect(await outcomeOf(asked)).toBe('409 invalid_state');
    const { services } = Object(await (await app.fetch('/api/v1/connections')).json());
    expect(services).toMatchObject([
      {
        service: 'youtube',
        ready: false,
        missing: ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET'],
        redirectUri: `${app.url}/oauth/youtube/callback`,
      },
    ]);
  });

  it('by a program goes through a page that binds the login to the browser that opens it, once', async () => {
    const asked = await app.fetch('/api/v1/connections/youtube', { method: 'POST' });
    const { authorizeUrl } = Object(await asked.json());
    expect(asked.headers.getSetCookie()).toEqual([]);
    const { pathname, search } = new URL(authorizeUrl);
    expect(pathname).toBe('/oauth/youtube/start');
    expect((await app.fetchOpen(`/oauth/instagram/start${search}`)).status).toBe(401);
    const opened = await app.fetchOpen(pathname + search);
    expect(opened.status).toBe(303);
    const state = new URL(opened.headers.get('location') ?? '').searchParams.get('state') ?? '';
    const cookie = opened.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    expect((await app.fetchOpen(pathname + search)).status).toBe(401);
    expect((await comeBack({ code, state }, '')).status).toBe(409);
    expect((await comeBack({ code, state }, cookie)).status).toBe(200);
    expect(JSON.stringify(studio.log.lines)).not.toContain(search.slice('?ticket='.length));
  });

  it('by a link that is ten minutes old is refused', async () => {
    const { authorizeUrl } = Object(await (await app.fetch('/api/v1/connections/youtube', { method: 'POST' })).json());
    studio.clock.advance(10 * 60_000);
    const { pathname, search } = new URL(authorizeUrl);
    expect((await app.fetchOpen(pathname + search)).status).toBe(401);
  });
});
