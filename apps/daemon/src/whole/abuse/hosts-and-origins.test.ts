import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AttackedDaemon, startAttackedDaemon } from '../../testing/abuse/attacked-daemon.ts';
import { carelessness, codeOf, surprises } from '../../testing/abuse/careful-answer.ts';
import { everyRoute, guardedRoutes } from '../../testing/abuse/every-route.ts';
import { stateOf } from '../../testing/abuse/studio-state.ts';
import { converse, request } from '../../testing/abuse/wire.ts';

let daemon: AttackedDaemon;
let cookie = '';
beforeAll(async () => {
  daemon = await startAttackedDaemon();
  cookie = await daemon.logIn();
});
afterAll(() => daemon.end());

async function outcome(line: string, headers: readonly string[]): Promise<string> {
  const { answers } = await converse(daemon.port, request(line, headers));
  expect(answers.flatMap(carelessness)).toEqual([]);
  return codeOf(answers[0]);
}

/** With `PORT` where its own port goes. */
const foreignHosts = [
  '',
  'evil.example:PORT',
  'localhost',
  'localhost.:PORT',
  'localhost:PORT.',
  'LOCALHOST:PORT',
  'localhost:0PORT',
  'localhost:PORT:PORT',
  'localhost:PORT.evil.example',
  'localhost:PORT, localhost:PORT',
  'localhost:PORT/evil',
  'localhost :PORT',
  'me@localhost:PORT',
  'localhost:PORT@evil.example',
  'localhost.evil.example:PORT',
  'xn--localhost-:PORT',
  'l\u00f6calhost:PORT',
  '0.0.0.0:PORT',
  '127.1:PORT',
  '127.0.0.2:PORT',
  '2130706433:PORT',
  '0x7f000001:PORT',
  '0177.0.0.1:PORT',
  '[::]:PORT',
  '[0:0:0:0:0:0:0:1]:PORT',
  '[::ffff:127.0.0.1]:PORT',
  '[::1%25lo]:PORT',
  '::1:PORT',
  '127.0.0.1.nip.io:PORT',
];

/** Two Hosts, or one that different programs read differently. */
const twistedHosts = [
  ['Host: localhost:PORT', 'Host: localhost:PORT'],
  ['Host: localhost:PORT', 'Host: evil.example'],
  ['Host: evil.example', 'Host: localhost:PORT'],
  ['HOST: localhost:PORT', 'host: evil.example'],
  ['Host: localhost:PORT\r\n evil.example'],
  ['Host: evil.example\r\n\tlocalhost:PORT'],
  ['Host : localhost:PORT'],
  [' Host: localhost:PORT'],
  ['Host: localhost:PORT\0'],
  ['Host: localhost:PORT\rX: y'],
  ['X-Forwarded-Host: localhost:PORT'],
  ['Host\0: localhost:PORT'],
  [],
];

describe('the host that a request names', () => {
  const withPort = (text: string) => text.replaceAll('PORT', String(daemon.port));

  it('is one of three, to the letter: whatever else a page may have rebound to this address is refused', async () => {
    const lines = [
      'GET / HTTP/1.1',
      'GET /healthz HTTP/1.1',
      'GET /api/v1/jobs HTTP/1.1',
      'POST /api/v1/queue/pause HTTP/1.1',
    ];
    const attempts = foreignHosts.flatMap((host) =>
      lines.map((line) => ({
        what: `${host} ${line}`,
        bytes: request(line, [`Host: ${withPort(host)}`, daemon.bearer, `Cookie: ${cookie}`]),
        wanted: '403 forbidden_host',
      })),
    );
    expect(await surprises(daemon.port, attempts)).toEqual([]);
  });

  it('stands there once, in one reading', async () => {
    const wrong: string[] = [];
    for (const headers of twistedHosts)
      for (const version of ['1.1', '1.0']) {
        const said = await outcome(`GET /healthz HTTP/${version}`, headers.map(withPort));
        if (said !== '400 invalid_request') wrong.push(`${version} ${JSON.stringify(headers)}: ${said}`);
      }
    expect(wrong).toEqual([]);
  });

  it('is not taken from the target either', async () => {
    const targets = [
      'http://localhost:PORT/healthz',
      'http://evil.example/',
      'http://[evil',
      'http://a:99999999/',
      'http://a b/',
      '*',
      'healthz',
      '//[',
      '',
      'localhost:PORT',
      'file:///etc/passwd',
      '?x',
      '\\healthz',
    ];
    const wrong: string[] = [];
    for (const target of targets)
      for (const method of ['GET', 'POST', 'OPTIONS']) {
        const said = await outcome(`${method} ${withPort(target)} HTTP/1.1`, [daemon.host]);
        const fine = [
          '400 invalid_request',
          ...(target === '//[' ? ['401 unauthenticated', '403 forbidden_origin'] : []),
        ];
        if (!fine.includes(said)) wrong.push(`${method} ${target}: ${said}`);
      }
    expect(wrong).toEqual([]);
  });

  it('may be any of the three', async () => {
    for (const host of ['localhost', '127.0.0.1', '[::1]'])
      expect(await outcome('GET /api/v1/queue HTTP/1.1', [`Host: ${host}:${daemon.port}`, daemon.bearer])).toMatch(
        /^200/,
      );
  });
});

const foreignOrigins = [
  'null',
  'http://evil.example',
  'https://localhost:PORT',
  'http://localhost',
  'http://localhost:1',
  'http://localhost:PORT.evil.example',
  'http://localhost.evil.example:PORT',
  'http://evil.example:PORT',
  'HTTP://LOCALHOST:PORT',
  'http://LocalHost:PORT',
  'http://localhost:PORT/',
  'http://user@localhost:PORT',
  'http://localhost:PORT http://evil.example',
  'http://0.0.0.0:PORT',
  'http://127.1:PORT',
  'http://127.0.0.2:PORT',
  'http://[::ffff:127.0.0.1]:PORT',
  'file://',
  'chrome-extension://abcdefghijklmnop',
  'http://localhost:PORT, http://evil.example',
  '',
];

describe('pages of others', () => {
  it('get nothing from any route by any method, whatever credential the browser adds', async () => {
    const before = stateOf(daemon);
    const senders = [
      'Origin: http://evil.example',
      'Origin: null',
      'Sec-Fetch-Site: cross-site',
      'Sec-Fetch-Site: same-site',
    ];
    const own = [daemon.host, daemon.bearer, `Cookie: ${cookie}`, 'X-VideoExpress: 1'];
    const attempts = everyRoute.flatMap(({ route, path }) =>
      senders.map((sender) => ({
        what: `${route.method} ${path} ${sender}`,
        bytes: request(`${route.method} ${path} HTTP/1.1`, [...own, sender]),
        wanted: '403 forbidden_origin',
      })),
    );
    expect(await surprises(daemon.port, attempts)).toEqual([]);
    expect(stateOf(daemon)).toBe(before);
  });

  it('are known by their origin, to the letter', async () => {
    const lines = ['GET / HTTP/1.1', 'GET /api/v1/jobs HTTP/1.1', 'POST /api/v1/queue/pause HTTP/1.1'];
    const attempts = foreignOrigins.flatMap((origin) =>
      lines.map((line) => ({
        what: `${origin} ${line}`,
        bytes: request(line, [daemon.host, daemon.bearer, `Origin: ${origin.replaceAll('PORT', String(daemon.port))}`]),
        wanted: '403 forbidden_origin',
      })),
    );
    expect(await surprises(daemon.port, attempts)).toEqual([]);
  });

  it('may not ask beforehand: every preflight is refused, on every path', async () => {
    const paths = [...everyRoute.map(({ path }) => path), '/', '/nowhere', '/api/v1/nowhere'];
    const asked = ['Access-Control-Request-Method: POST', 'Access-Control-Request-Private-Network: true'];
    const attempts = paths.map((path) => ({
      what: path,
      bytes: request(`OPTIONS ${path} HTTP/1.1`, [daemon.host, ...asked]),
      wanted: '403 forbidden_origin',
    }));
    expect(await surprises(daemon.port, attempts)).toEqual([]);
  });

  it('may lead a person to a page of the studio, and to nothing else', async () => {
    const navigation = [
      'Sec-Fetch-Site: cross-site',
      'Sec-Fetch-Mode: navigate',
      'Sec-Fetch-Dest: document',
      'Sec-Fetch-User: ?1',
    ];
    const go = (path: string, headers: readonly string[]) =>
      outcome(`GET ${path} HTTP/1.1`, [daemon.host, `Cookie: ${cookie}`, ...headers]);
    expect(await go('/', navigation)).toMatch(/^200/);
    for (const { path, route } of guardedRoutes)
      if (route.method === 'GET') expect([path, await go(path, navigation)]).toEqual([path, '403 forbidden_origin']);
    for (const path of [
      '/%61pi/v1/jobs',
      '/api%2fv1/jobs',
      '//api/v1/jobs',
      '/./api/v1/jobs',
      '/x/../api/v1/jobs',
      '/API/v1/jobs',
      '/api/v1/jobs/',
    ])
      expect([path, await go(path, navigation)]).toEqual([path, expect.stringMatching(/^(40[134]) /)]);
    const replace = (name: string, value: string) =>
      navigation.map((header) => (header.startsWith(name) ? `${name}: ${value}` : header));
    for (const dest of ['iframe', 'frame', 'embed', 'object', 'image', 'video', 'script', 'empty', 'serviceworker', ''])
      expect([dest, await go('/', replace('Sec-Fetch-Dest', dest))]).toEqual([dest, '403 forbidden_origin']);
    for (const mode of ['no-cors', 'cors', 'websocket', 'same-origin', 'nested-navigate'])
      expect([mode, await go('/', replace('Sec-Fetch-Mode', mode))]).toEqual([mode, '403 forbidden_origin']);
    for (const site of ['same-origin, cross-site', 'Cross-Site', 'anything', ''])
      expect([site, await go('/', replace('Sec-Fetch-Site', site))]).toEqual([site, '403 forbidden_origin']);
    expect(await outcome('POST / HTTP/1.1', [daemon.host, ...navigation])).toBe('403 forbidden_origin');
    expect(await outcome('HEAD / HTTP/1.1', [daemon.host, ...navigation])).toMatch(/^403/);
  });
});
