import { createHmac, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AttackedDaemon, startAttackedDaemon } from '../../testing/abuse/attacked-daemon.ts';
import { carelessness, codeOf, surprises } from '../../testing/abuse/careful-answer.ts';
import { everyRoute, guardedRoutes, isWrite } from '../../testing/abuse/every-route.ts';
import { stateOf } from '../../testing/abuse/studio-state.ts';
import { converse, request, withBody } from '../../testing/abuse/wire.ts';

let daemon: AttackedDaemon;
let cookie = '';
beforeAll(async () => {
  daemon = await startAttackedDaemon();
  cookie = await daemon.logIn();
});
afterAll(() => daemon.end());

async function outcome(line: string, headers: readonly string[], body: string | null = null): Promise<string> {
  const own = [daemon.host, ...headers];
  const bytes = body === null ? request(line, own) : withBody(line, own, 'application/json', body);
  const { answers } = await converse(daemon.port, bytes);
  expect(answers.flatMap(carelessness)).toEqual([]);
  return codeOf(answers[0]);
}

/** Everything that is not the token and not a session of this daemon. */
function uselessCredentials(): Record<string, readonly string[]> {
  const [name = '', value = ''] = cookie.split('=');
  const [id = '', signature = ''] = value.split('.');
  const otherId = randomBytes(32).toString('base64url');
  const forged = createHmac('sha256', Buffer.alloc(32)).update(`session:${otherId}`).digest('base64url');
  return {
    nothing: [],
    'a wrong token': ['Authorization: Bearer wrong'],
    'an empty token': ['Authorization: Bearer '],
    'the token cut short': [`Authorization: Bearer ${daemon.token.slice(0, -1)}`],
    'the token and more': [`Authorization: Bearer ${daemon.token}x`],
    'the token in other letters': [`Authorization: Bearer ${daemon.token.toUpperCase()}`],
    'the token without its word': [`Authorization: ${daemon.token}`],
    'the token as a password': [`Authorization: Basic ${Buffer.from(`:${daemon.token}`).toString('base64')}`],
    'the token under another name': [
      `X-API-Key: ${daemon.token}`,
      `X-Token: ${daemon.token}`,
      `Proxy-Authorization: Bearer ${daemon.token}`,
    ],
    'the token as a cookie': [`Cookie: ${name}=${daemon.token}`, 'X-VideoExpress: 1'],
    'a wrong token beside a session': ['Authorization: Bearer wrong', `Cookie: ${cookie}`, 'X-VideoExpress: 1'],
    'the session of another port': [`Cookie: videoexpress_1=${value}`, 'X-VideoExpress: 1'],
    'the session without a port': [`Cookie: videoexpress=${value}; session=${value}`, 'X-VideoExpress: 1'],
    'the session cut short': [`Cookie: ${cookie.slice(0, -1)}`, 'X-VideoExpress: 1'],
    'the session and more': [`Cookie: ${cookie}x`, 'X-VideoExpress: 1'],
    'the session without its signature': [`Cookie: ${name}=${id}`, 'X-VideoExpress: 1'],
    'another session with this signature': [`Cookie: ${name}=${otherId}.${signature}`, 'X-VideoExpress: 1'],
    'a session signed by someone else': [`Cookie: ${name}=${otherId}.${forged}`, 'X-VideoExpress: 1'],
    'a session quoted': [`Cookie: ${name}="${value}"`, 'X-VideoExpress: 1'],
    'a session in another case': [`Cookie: ${name.toUpperCase()}=${value}`, 'X-VideoExpress: 1'],
    'a session as a token': [`Authorization: Bearer ${value}`],
    'a session in its own header': [`X-Session: ${value}`, `Set-Cookie: ${cookie}`],
    'an empty cookie': [`Cookie: ${name}=`, 'X-VideoExpress: 1'],
  };
}

describe('every route that the router knows', () => {
  it('is closed to whoever has no credential, and says the same to all of them', async () => {
    const before = stateOf(daemon);
    const attempts = Object.entries(uselessCredentials()).flatMap(([what, headers]) =>
      guardedRoutes.map(({ route, path }) => ({
        what: `${what}: ${route.method} ${path}`,
        bytes: request(`${route.method} ${path} HTTP/1.1`, [daemon.host, ...headers]),
        wanted: '401 unauthenticated',
      })),
    );
    expect(await surprises(daemon.port, attempts)).toEqual([]);
    for (const { route, path } of guardedRoutes)
      if (route.method === 'GET')
        expect([path, await outcome(`HEAD ${path} HTTP/1.1`, [])]).toEqual([path, '401 not a problem']);
    expect(stateOf(daemon)).toBe(before);
  });

  it('takes no credential from the address', async () => {
    const [, value = ''] = cookie.split('=');
    const queries = [
      `access_token=${daemon.token}`,
      `token=${daemon.token}`,
      `Authorization=Bearer%20${daemon.token}`,
      cookie,
      `code=${value}`,
    ];
    const attempts = guardedRoutes.flatMap(({ route, path }) =>
      queries.map((query) => ({
        what: `${route.method} ${path}`,
        bytes: request(`${route.method} ${path}?${query} HTTP/1.1`, [daemon.host]),
        wanted: '401 unauthenticated',
      })),
    );
    expect(await surprises(daemon.port, attempts)).toEqual([]);
  });

  it('changes nothing for a session without the header that no form can send', async () => {
    const before = stateOf(daemon);
    const instead = [
      [],
      ['X-VideoExpress: 0'],
      ['X-VideoExpress: '],
      ['X-VideoExpress: true'],
      ['X-Requested-With: XMLHttpRequest'],
    ];
    const attempts = guardedRoutes.filter(isWrite).flatMap(({ route, path }) =>
      instead.map((extra) => ({
        what: `${route.method} ${path} ${extra.join()}`,
        bytes: withBody(
          `${route.method} ${path} HTTP/1.1`,
          [daemon.host, `Cookie: ${cookie}`, ...extra],
          'application/json',
          '{}',
        ),
        wanted: route.access === 'bearer' ? '401 unauthenticated' : '403 csrf_header_missing',
      })),
    );
    expect(await surprises(daemon.port, attempts)).toEqual([]);
    expect(stateOf(daemon)).toBe(before);
  });

  it('reads no body that a form could send, nor one that is compressed', async () => {
    const before = stateOf(daemon);
    const types = [
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/jsonp',
      'application/json, text/plain',
      'text/json',
      'application/json; charset=utf-16',
      'application/json;charset=utf-7',
      'application/ld+json',
      '*/*',
      '',
    ];
    const encodings = ['gzip', 'br', 'deflate', 'zstd', 'identity, gzip', 'x-gzip'];
    const multipart = 'multipart/form-data; boundary=b';
    const attempts = guardedRoutes.filter(isWrite).flatMap(({ route, path }) => {
      const isForm = route.bodyType === 'multipart';
      const [right, other] = isForm ? [multipart, 'application/json'] : ['application/json', multipart];
      const line = `${route.method} ${path} HTTP/1.1`;
      const own = [daemon.host, daemon.bearer];
      const wanted = '415 unsupported_media_type';
      return [
        ...[...types, other].map((type) => ({
          what: `${line} ${type}`,
          bytes: withBody(line, own, type, '{"a":1}'),
          wanted,
        })),
        ...encodings.map((encoding) => ({
          what: `${line} ${encoding}`,
          bytes: withBody(line, [...own, `Content-Encoding: ${encoding}`], right, '{"a":1}'),
          wanted,
        })),
      ];
    });
    expect(await surprises(daemon.port, attempts)).toEqual([]);
    expect(stateOf(daemon)).toBe(before);
  });

  it('says nothing about paths to strangers: one that is there looks like one that is not', async () => {
    for (const path of [
      '/api/v1/nowhere',
      '/api/v2/jobs',
      '/api',
      '/nowhere',
      '/jobs.php',
      '/.env',
      '/api/v1/jobs/',
      '/healthz/',
    ])
      expect([path, await outcome(`GET ${path} HTTP/1.1`, [])]).toEqual([path, '401 unauthenticated']);
    expect(await outcome('GET /api/v1/nowhere HTTP/1.1', [daemon.bearer])).toBe('404 not_found');
    const open = everyRoute.filter(({ route }) => route.access === 'open').map(({ path }) => path);
    expect(open.filter((path) => !['/healthz', '/login'].includes(path) && !path.startsWith('/oauth/'))).toEqual([]);
  });
});

describe('a login code', () => {
  const codeIn = (url: string) => new URL(url).searchParams.get('code') ?? '';

  async function newCode(): Promise<string> {
    const made = await daemon.api.call('createLoginCode', {});
    return made.ok ? codeIn(made.value.body.url) : '';
  }
  const login = (code: string, headers: readonly string[] = []) =>
    converse(daemon.port, request(`GET /login?code=${code} HTTP/1.1`, [daemon.host, ...headers])).then(
      ({ answers }) => answers[0],
    );

  it('is used up by the first who brings it, and by nobody who only looks', async () => {
    const code = await newCode();
    expect(
      (await converse(daemon.port, request(`HEAD /login?code=${code} HTTP/1.1`, [daemon.host]))).answers[0]?.status,
    ).toBe(405);
    expect(
      (await login(code, ['Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: no-cors', 'Sec-Fetch-Dest: image']))?.status,
    ).toBe(403);
    expect((await login(code, ['Origin: http://evil.example']))?.status).toBe(403);
    const all = await Promise.all(Array.from({ length: 8 }, () => login(code)));
    expect(all.filter((each) => each?.status === 303)).toHaveLength(1);
    const made = all.find((each) => each?.status === 303);
    expect(made?.headers.get('set-cookie')).toMatch(
      /^videoexpress_\d+=[\w.-]+; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax$/,
    );
    expect(made?.headers.get('location')).toBe('/');
    expect(made?.headers.get('referrer-policy')).toBe('no-referrer');
  });

  it('is not guessed: wrong ones are slowed down, and a right one still lets the person in', async () => {
    const guesses = await Promise.all(Array.from({ length: 40 }, () => login(randomBytes(24).toString('base64url'))));
    const limited = guesses.filter((each) => each?.status === 429);
    expect(limited.length).toBeGreaterThanOrEqual(30);
    expect(limited.every((each) => Number(each?.headers.get('retry-after')) > 0)).toBe(true);
    expect(guesses.filter((each) => each?.headers.has('set-cookie'))).toEqual([]);
    expect((await login(await newCode()))?.status).toBe(303);
  });

  it('is no code in any other form', async () => {
    const code = await newCode();
    const forms = [
      `${code}%00`,
      `${code}%0a`,
      `%20${code}`,
      `${code}&code=${code}`,
      `${code.toUpperCase()}`,
      '',
      `${'a'.repeat(5000)}`,
      '__proto__',
      '%2e%2e',
    ];
    for (const form of forms)
      expect([form, [400, 401, 429].includes((await login(form))?.status ?? 0)]).toEqual([form, true]);
    expect((await login(code))?.status).toBe(303);
  });

  it('does not take over a session that somebody else put into the browser', async () => {
    const planted = cookie;
    const made = await login(await newCode(), [`Cookie: ${planted}`]);
    const own = made?.headers.get('set-cookie')?.split(';')[0] ?? '';
    expect(own).not.toBe(planted);
    await outcome('POST /api/v1/logout HTTP/1.1', [`Cookie: ${own}`, 'X-VideoExpress: 1']);
    expect(await outcome('GET /api/v1/queue HTTP/1.1', [`Cookie: ${own}`])).toBe('401 unauthenticated');
    expect(await outcome('GET /api/v1/queue HTTP/1.1', [`Cookie: ${planted}`])).toMatch(/^200/);
  });
});

describe('a session', () => {
  it('is found among whatever programs on other ports put under its name', async () => {
    const [name = ''] = cookie.split('=');
    const junk = Array.from({ length: 60 }, () => `${name}=${randomBytes(32).toString('base64url')}.${'x'.repeat(43)}`);
    expect(await outcome('GET /api/v1/queue HTTP/1.1', [`Cookie: ${[...junk, cookie].join('; ')}`])).toMatch(/^200/);
    expect(await outcome('GET /api/v1/queue HTTP/1.1', [`Cookie: ${junk.join('; ')}`])).toBe('401 unauthenticated');
  });

  it('ends everywhere with its logout: streams, reads and writes, also those of a copied cookie', async () => {
    const own = await daemon.logIn();
    const stream = converse(daemon.port, request('GET /api/v1/events HTTP/1.1', [daemon.host, `Cookie: ${own}`]), {
      forMs: 10_000,
    });
    await expect.poll(() => outcome('GET /api/v1/queue HTTP/1.1', [`Cookie: ${own}`])).toMatch(/^200/);
    const out = await converse(
      daemon.port,
      request('POST /api/v1/logout HTTP/1.1', [daemon.host, `Cookie: ${own}`, 'X-VideoExpress: 1']),
    );
    expect(out.answers[0]?.headers.get('set-cookie')).toMatch(/Max-Age=0/);
    expect((await stream).text).toContain(': logged out');
    for (const { route, path } of guardedRoutes)
      expect([
        path,
        await outcome(`${route.method} ${path} HTTP/1.1`, [`Cookie: ${own}`, 'X-VideoExpress: 1']),
      ]).toEqual([path, '401 unauthenticated']);
  });

  it('cannot make login codes, so a stolen cookie does not multiply', async () => {
    expect(await outcome('POST /api/v1/login-codes HTTP/1.1', [`Cookie: ${cookie}`, 'X-VideoExpress: 1'])).toBe(
      '401 unauthenticated',
    );
  });

  it('stands in the database by its hash alone, and neither it nor the token in any log', async () => {
    const [, value = ''] = cookie.split('=');
    const [id = ''] = value.split('.');
    const folders = ['data', join('state', 'logs')].map((folder) => join(daemon.root, folder));
    const files = folders.flatMap((folder) =>
      readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(folder, entry.name)),
    );
    expect(files.length).toBeGreaterThan(2);
    for (const file of files) {
      const text = readFileSync(file).toString('latin1');
      expect([file, [id, value, daemon.token].filter((secret) => text.includes(secret))]).toEqual([file, []]);
    }
    expect([id, value, daemon.token].filter((secret) => daemon.said().includes(secret))).toEqual([]);
  });
});
