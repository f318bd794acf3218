import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AttackedDaemon, startAttackedDaemon } from '../../testing/abuse/attacked-daemon.ts';
import { carelessness, codeOf } from '../../testing/abuse/careful-answer.ts';
import { everyRoute } from '../../testing/abuse/every-route.ts';
import { stateOf } from '../../testing/abuse/studio-state.ts';
import { askAll, asWire, chunk, converse, request, withBody } from '../../testing/abuse/wire.ts';

let daemon: AttackedDaemon;
beforeAll(async () => {
  daemon = await startAttackedDaemon();
});
afterAll(() => daemon.end());

const pause = 'POST /api/v1/queue/pause HTTP/1.1';
const json = 'Content-Type: application/json';

async function outcome(bytes: string): Promise<string> {
  const { answers } = await converse(daemon.port, bytes);
  expect(answers.flatMap(carelessness)).toEqual([]);
  return codeOf(answers[0]);
}

describe('a request whose end two programs would see in different places', () => {
  const smuggled = `\r\n${request('POST /api/v1/queue/pause HTTP/1.1', ['Host: localhost'])}`;
  it.each([
    ['a length and chunks', ['Content-Length: 4', 'Transfer-Encoding: chunked'], `0\r\n\r\n`],
    ['chunks and a length', ['Transfer-Encoding: chunked', 'Content-Length: 4'], `0\r\n\r\n`],
    ['two lengths', ['Content-Length: 0', 'Content-Length: 4'], '{}{}'],
    ['one length twice', ['Content-Length: 2', 'Content-Length: 2'], '{}'],
    ['a list of lengths', ['Content-Length: 2, 2'], '{}'],
    ['a length with a sign', ['Content-Length: +2'], '{}'],
    ['a negative length', ['Content-Length: -2'], '{}'],
    ['a length in hexadecimal', ['Content-Length: 0x2'], '{}'],
    ['a length beyond numbers', ['Content-Length: 99999999999999999999'], '{}'],
    ['an empty length', ['Content-Length: '], '{}'],
    ['a compressed transfer', ['Transfer-Encoding: gzip, chunked'], chunk('{}') + chunk('')],
    ['chunks that are not last', ['Transfer-Encoding: chunked, gzip'], chunk('{}') + chunk('')],
    ['chunks twice', ['Transfer-Encoding: chunked, chunked'], chunk('{}') + chunk('')],
    ['chunks in two headers', ['Transfer-Encoding: chunked', 'Transfer-Encoding: identity'], chunk('{}') + chunk('')],
    ['something like chunks', ['Transfer-Encoding: xchunked'], chunk('{}') + chunk('')],
    ['chunks behind a tab', ['Transfer-Encoding:\x0bchunked'], chunk('{}') + chunk('')],
    ['a chunk size with a sign', ['Transfer-Encoding: chunked'], '+2\r\n{}\r\n0\r\n\r\n'],
    ['a chunk size in C', ['Transfer-Encoding: chunked'], '0x2\r\n{}\r\n0\r\n\r\n'],
    ['a chunk size beyond numbers', ['Transfer-Encoding: chunked'], 'fffffffffffffffff\r\n{}\r\n0\r\n\r\n'],
    ['a chunk without its end', ['Transfer-Encoding: chunked'], '2\r\n{}0\r\n\r\n'],
    ['chunks ended by line feeds', ['Transfer-Encoding: chunked'], '2\n{}\n0\n\n'],
    ['an extension without an end', ['Transfer-Encoding: chunked'], `2;${'x'.repeat(200_000)}`],
    ['a body type twice', [json, 'Content-Length: 2'], '{}'],
    ['the token twice', ['Authorization: Bearer x', 'Content-Length: 2'], '{}'],
    ['the header of our page twice', ['X-VideoExpress: 1', 'X-VideoExpress: 1', 'Content-Length: 2'], '{}'],
    ['an encoding twice', ['Content-Encoding: identity', 'Content-Encoding: gzip', 'Content-Length: 2'], '{}'],
  ])('is refused: %s', async (_, headers, body) => {
    const before = stateOf(daemon);
    expect(await outcome(request(pause, [daemon.host, daemon.bearer, json, ...headers], body + smuggled))).toBe(
      '400 invalid_request',
    );
    expect(stateOf(daemon)).toBe(before);
  });

  it('does not hide a second one: what stands behind a body is a request of its own, with its own guard', async () => {
    const first = withBody('PATCH /api/v1/settings HTTP/1.1', [daemon.host, daemon.bearer], 'application/json', '{}');
    const { answers } = await converse(daemon.port, first + request(pause, [daemon.host]), { answers: 2 });
    expect(answers.map(codeOf)).toEqual(['200 undefined', '401 unauthenticated']);
  });
});

describe('what is no HTTP', () => {
  it.each([
    ['bare line feeds', 'GET /healthz HTTP/1.1\nHost: localhost\n\n'],
    ['HTTP 0.9', 'GET /healthz\r\n\r\n'],
    ['HTTP 2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['HTTP 3.7', 'GET /healthz HTTP/3.7\r\nHost: localhost\r\n\r\n'],
    ['TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
    ['SSH', 'SSH-2.0-OpenSSH_9.0\r\n'],
    ['a NUL in the path', 'GET /heal\0thz HTTP/1.1\r\nHost: localhost\r\n\r\n'],
    ['a return in the path', 'GET /heal\rthz HTTP/1.1\r\nHost: localhost\r\n\r\n'],
    ['a made-up method', 'FLY /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n'],
    ['a method in small letters', 'get /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n'],
    ['a long method', `${'G'.repeat(100_000)} / HTTP/1.1\r\n\r\n`],
    ['a long path', `GET /${'a'.repeat(100_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`],
    ['a long header', `GET / HTTP/1.1\r\nX: ${'a'.repeat(100_000)}\r\n\r\n`],
    ['a long name', `GET / HTTP/1.1\r\n${'a'.repeat(100_000)}: x\r\n\r\n`],
    ['many headers', `GET / HTTP/1.1\r\n${'a:\r\n'.repeat(50_000)}\r\n`],
    ['a colon missing', 'GET / HTTP/1.1\r\nHost localhost\r\n\r\n'],
    ['control characters', 'GET / HTTP/1.1\r\nX: a\x01b\r\n\r\n'],
  ])('is answered in HTTP and hung up on: %s', async (_, bytes) => {
    const { answers, closed } = await converse(daemon.port, bytes, { answers: 2 });
    expect(answers.map(codeOf)).toEqual(['400 invalid_request']);
    expect(answers.flatMap(carelessness)).toEqual([]);
    expect(closed).toBe(true);
    expect(await daemon.answers()).toBe(true);
  });

  it('writes nothing into the middle of another answer', async () => {
    const events = request('GET /api/v1/events HTTP/1.1', [daemon.host, daemon.bearer]);
    const { answers, text, closed } = await converse(daemon.port, events, {
      afterwards: 'garbage\r\n\r\n',
      answers: 2,
    });
    expect(answers[0]?.headers.get('content-type')).toMatch(/event-stream/);
    expect(text.match(/HTTP\/1\.1/g)).toHaveLength(1);
    expect(closed).toBe(true);
  });
});

describe('methods and upgrades', () => {
  const methods = [
    'PUT',
    'TRACE',
    'PROPFIND',
    'MKCOL',
    'LOCK',
    'SEARCH',
    'PURGE',
    'LINK',
    'SOURCE',
    'QUERY',
    'REPORT',
    'M-SEARCH',
  ];

  it('a path answers the methods it has, and 405 with their list to all others', async () => {
    const asked = everyRoute.flatMap(({ path, route: { path: template } }) => {
      const known = everyRoute
        .filter(({ route }) => route.path === template)
        .map(({ route }) => route.method as string);
      const others = [...methods, 'GET', 'POST', 'PATCH', 'DELETE'].filter((each) => !known.includes(each));
      return others.map((method) => ({ method, path, known: known.toSorted().join() }));
    });
    const answers = await askAll(
      daemon.port,
      asked.map(({ method, path }) => request(`${method} ${path} HTTP/1.1`, [daemon.host, daemon.bearer])),
    );
    const wrong = asked.flatMap(({ method, path, known }, index) => {
      const answer = answers[index];
      const allowed = (answer?.headers.get('allow') ?? '').split(', ').filter((each) => each !== 'HEAD');
      const isRight = codeOf(answer) === '405 method_not_allowed' && allowed.toSorted().join() === known;
      // A method that the parser of this Node does not know never becomes a request.
      return isRight || codeOf(answer) === '400 invalid_request'
        ? []
        : [`${method} ${path}: ${codeOf(answer)} ${allowed.join()}`];
    });
    expect(wrong).toEqual([]);
    expect(answers.flatMap((answer) => (answer === undefined ? [] : carelessness(answer)))).toEqual([]);
    for (const page of ['/', '/index.html'])
      for (const method of ['POST', 'PUT', 'DELETE', 'TRACE'])
        expect(await outcome(request(`${method} ${page} HTTP/1.1`, [daemon.host]))).toBe('405 method_not_allowed');
  });

  it('a method is not overruled by a header or a field', async () => {
    for (const header of ['X-HTTP-Method-Override: POST', 'X-HTTP-Method: DELETE', 'X-Method-Override: POST'])
      expect(
        await outcome(request('GET /api/v1/queue/pause?_method=POST HTTP/1.1', [daemon.host, daemon.bearer, header])),
      ).toBe('405 method_not_allowed');
  });

  it('nobody is switched to another protocol', async () => {
    for (const upgrade of ['websocket', 'h2c', 'TLS/1.0']) {
      const headers = [
        daemon.host,
        'Connection: Upgrade',
        `Upgrade: ${upgrade}`,
        'Sec-WebSocket-Version: 13',
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      ];
      expect(await outcome(request('GET /api/v1/queue HTTP/1.1', headers))).toBe('401 unauthenticated');
      expect(await outcome(request('GET /api/v1/queue HTTP/1.1', [...headers, 'Origin: http://evil.example']))).toBe(
        '403 forbidden_origin',
      );
    }
    const tunnel = await converse(daemon.port, 'CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n');
    expect(tunnel).toMatchObject({ answers: [], closed: true });
  });

  it('expects nothing but to be told to go on', async () => {
    expect(await outcome(request('GET /healthz HTTP/1.1', [daemon.host, 'Expect: a-miracle']))).toBe(
      '400 invalid_request',
    );
    const body = withBody(
      'PATCH /api/v1/settings HTTP/1.1',
      [daemon.host, 'Expect: 100-continue'],
      'application/json',
      '',
    );
    const refused = await converse(daemon.port, body);
    expect(refused.text).toMatch(/^HTTP\/1\.1 401/);
  });
});

it('a hundred requests on one connection are a hundred answers in their order', async () => {
  const one = request('GET /healthz HTTP/1.1', [daemon.host]) + request('GET /nowhere HTTP/1.1', [daemon.host]);
  const { answers } = await converse(daemon.port, one.repeat(50), { answers: 100 });
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 50 }, () => [200, 401]).flat());
});

it('a path leads to no file but those of the pages, however it is written', async () => {
  const climbs = [
    '..',
    '%2e%2e',
    '.%2e',
    '%252e%252e',
    '%c0%ae%c0%ae',
    '%ff',
    '..%2f..',
    '..%5c..',
    '..\\..',
    '....//',
    '%00',
    '.%00.',
    '%u002e',
    ';',
    '..;',
    asWire('\u2025'),
  ];
  const places = climbs.flatMap((climb) => [
    `/${climb}/${climb}/${climb}/${climb}/etc/passwd`,
    `/_next/static/${climb}/${climb}/${climb}/package.json`,
    `/jobs/${climb}/../../package.json`,
    `/api/v1/assets/${climb}/content`,
    `/api/v1/engines/${climb}/test`,
    `//${climb}//etc/passwd`,
  ]);
  const asked = places.flatMap((path) =>
    [[daemon.host], [daemon.host, daemon.bearer]].map((headers) => ({ path, headers })),
  );
  const answers = await askAll(
    daemon.port,
    asked.map(({ path, headers }) => request(`GET ${path} HTTP/1.1`, headers)),
  );
  const wrong = asked.flatMap(({ path }, index) => {
    const status = answers[index]?.status ?? 0;
    return [400, 401, 404, 405].includes(status) ? [] : [`${path}: ${status} ${answers[index]?.body.slice(0, 40)}`];
  });
  expect(wrong).toEqual([]);
  expect(answers.flatMap((answer) => (answer === undefined ? [] : carelessness(answer)))).toEqual([]);
});
