import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HttpTestApp, startHttpTestApp, testToken } from '../../testing/http-test-app.ts';
import { openSocket, rawRequest, requestText } from '../../testing/raw-http.ts';
import { securityHeaders } from './security-headers.ts';

/** The status and the problem code that `line` with `headers` is answered with, sent byte for byte. */
async function outcome(port: number, line: string, headers: readonly string[], body = ''): Promise<string> {
  const answer = await rawRequest(port, requestText(line, headers, body));
  const code = /"code":"(\w+)"/.exec(answer.body)?.[1];
  return code === undefined ? String(answer.status) : `${answer.status} ${code}`;
}

describe('the guard over a raw socket', () => {
  let app: HttpTestApp;
  let cookie = '';
  const auth = `authorization: Bearer ${testToken}`;
  beforeAll(async () => {
    app = await startHttpTestApp();
    cookie = await app.logIn();
  });
  afterAll(() => app.close());

  const get = (headers: readonly string[], target = '/api/v1/queue') =>
    outcome(app.port, `GET ${target} HTTP/1.1`, headers);
  const localhost = () => `host: localhost:${app.port}`;

  it('answers to each name of loopback with its port', async () => {
    const names = ['localhost', '127.0.0.1', '[::1]'];
    const outcomes = await Promise.all(names.map((name) => get([`host: ${name}:${app.port}`, auth])));
    expect(outcomes).toEqual(['200', '200', '200']);
  });

  it.each([
    ['another name', (port: number) => `evil.example:${port}`],
    ['no port', () => 'localhost'],
    ['another port', (port: number) => `localhost:${port + 1}`],
    ['a name that begins like ours', (port: number) => `localhost.evil.example:${port}`],
    ['ours with a trailing dot', (port: number) => `localhost.:${port}`],
    ['another address of this machine', (port: number) => `127.0.0.2:${port}`],
    ['all addresses', (port: number) => `0.0.0.0:${port}`],
    ['credentials before ours', (port: number) => `x@localhost:${port}`],
    ['nothing', () => ''],
  ])('refuses a Host that is %s', async (_, host) => {
    expect(await get([`host: ${host(app.port)}`, auth])).toBe('403 forbidden_host');
  });

  it('refuses a foreign Host on the open paths too', async () => {
    const foreign = `host: evil.example:${app.port}`;
    const targets = ['/', '/healthz', '/login?code=x', '/nowhere'];
    const outcomes = await Promise.all(targets.map((target) => get([foreign], target)));
    expect(outcomes).toEqual(targets.map(() => '403 forbidden_host'));
  });

  it('a Host that equals the Origin proves nothing', async () => {
    const name = `evil.example:${app.port}`;
    expect(await get([`host: ${name}`, `origin: http://${name}`, auth])).toBe('403 forbidden_host');
  });

  it('refuses two Host headers, none, and HTTP/1.0', async () => {
    expect(await get([localhost(), localhost(), auth])).toBe('400 invalid_request');
    expect(await get([localhost(), 'Host: evil.example', auth])).toBe('400 invalid_request');
    expect(await get([auth])).toBe('400 invalid_request');
    expect(await outcome(app.port, 'GET /healthz HTTP/1.0', [])).toBe('400 invalid_request');
    expect(await outcome(app.port, 'GET /healthz HTTP/1.0', [localhost()])).toBe('400 invalid_request');
  });

  it('refuses an absolute target, even one that names us', async () => {
    expect(await get([localhost(), auth], `http://localhost:${app.port}/api/v1/queue`)).toBe('400 invalid_request');
    expect(await get([localhost(), auth], 'http://evil.example/api/v1/queue')).toBe('400 invalid_request');
    expect(await outcome(app.port, 'OPTIONS * HTTP/1.1', [localhost()])).toBe('400 invalid_request');
  });

  it('refuses targets that parsers read differently', async () => {
    const targets = ['/api\\v1', '/a#b', '/%', '/%ff', '/%00'];
    const outcomes = await Promise.all(targets.map((target) => get([localhost(), auth], target)));
    expect(outcomes).toEqual(targets.map(() => '400 invalid_request'));
  });

  it('answers bytes that are no HTTP with a problem and ends the connection', async () => {
    const answer = await rawRequest(app.port, 'nonsense\r\n\r\n');
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.headers.get('connection')).toBe('close');
  });

  it.each([
    ['null', () => 'null'],
    ['a foreign site', () => 'https://evil.example'],
    ['our host on another port', (port: number) => `http://localhost:${port + 1}`],
    ['our host over https', (port: number) => `https://localhost:${port}`],
    ['our host without its port', () => 'http://localhost'],
    ['our name inside another', (port: number) => `http://localhost:${port}.evil.example`],
    ['nothing', () => ''],
  ])('refuses an Origin that is %s, on reads and writes, with the right token', async (_, origin) => {
    const headers = [localhost(), auth, `origin: ${origin(app.port)}`];
    expect(await get(headers)).toBe('403 forbidden_origin');
    expect(await outcome(app.port, 'POST /api/v1/queue/pause HTTP/1.1', headers)).toBe('403 forbidden_origin');
  });

  it('refuses two Origins, and takes ours and none', async () => {
    const ours = `origin: http://localhost:${app.port}`;
    expect(await get([localhost(), auth, ours, 'origin: https://evil.example'])).toBe('403 forbidden_origin');
    expect(await get([localhost(), auth, ours])).toBe('200');
    expect(await get([localhost(), auth])).toBe('200');
  });

  it.each(['cross-site', 'same-site', 'something-new'])('refuses Sec-Fetch-Site: %s', async (site) => {
    expect(await get([localhost(), auth, `sec-fetch-site: ${site}`])).toBe('403 forbidden_origin');
    expect(await get([localhost(), `sec-fetch-site: ${site}`], '/')).toBe('403 forbidden_origin');
    expect(await get([localhost(), `sec-fetch-site: ${site}`], '/healthz')).toBe('403 forbidden_origin');
  });

  it('takes what our own pages send, and what a person typed', async () => {
    expect(await get([localhost(), auth, 'sec-fetch-site: same-origin'])).toBe('200');
    expect(await get([localhost(), auth, 'sec-fetch-site: none'])).toBe('200');
  });

  it('lets a link from elsewhere lead to a page, to /login and to an OAuth callback, and nowhere else', async () => {
    const link = ['sec-fetch-site: cross-site', 'sec-fetch-mode: navigate', 'sec-fetch-dest: document'];
    expect(await get([localhost(), ...link], '/')).toBe('200');
    expect(await get([localhost(), ...link], '/login?code=wrong')).toBe('401');
    // Past the site rule, and to a page that says that nobody began this login.
    expect(await get([localhost(), ...link], '/oauth/youtube/callback?code=x')).toBe('409');
    expect(await get([localhost(), ...link], '/oauth/youtube/elsewhere?code=x')).toBe('401 unauthenticated');
    expect(await get([localhost(), auth, ...link], '/api/v1/queue')).toBe('403 forbidden_origin');
    expect(await get([localhost(), ...link], '/healthz')).toBe('403 forbidden_origin');
    const framed = [link[0] ?? '', link[1] ?? '', 'sec-fetch-dest: iframe'];
    expect(await get([localhost(), ...framed], '/')).toBe('403 forbidden_origin');
    expect(await outcome(app.port, 'POST / HTTP/1.1', [localhost(), ...link])).toBe('403 forbidden_origin');
  });

  it('answers preflights with 403 and never a CORS header', async () => {
    const asked = ['access-control-request-method: POST', 'access-control-request-headers: x-videoexpress'];
    for (const origin of ['https://evil.example', `http://localhost:${app.port}`]) {
      const text = requestText('OPTIONS /api/v1/jobs HTTP/1.1', [localhost(), `origin: ${origin}`, ...asked]);
      const answer = await rawRequest(app.port, text);
      expect(answer.status).toBe(403);
      expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });

  it('with the cookie, a write needs the header that a form cannot send', async () => {
    const withCookie = [localhost(), `cookie: ${cookie}`];
    const pause = (headers: readonly string[]) => outcome(app.port, 'POST /api/v1/queue/pause HTTP/1.1', headers);
    expect(await get(withCookie)).toBe('200');
    expect(await pause(withCookie)).toBe('403 csrf_header_missing');
    expect(await pause([...withCookie, 'x-videoexpress: 0'])).toBe('403 csrf_header_missing');
    expect(await pause([...withCookie, 'x-videoexpress: 1'])).toBe('200');
    expect(await pause([localhost(), auth])).toBe('200');
  });

  it.each([
    ['a form', 'content-type: application/x-www-form-urlencoded'],
    ['text', 'content-type: text/plain'],
    ['a form with a file', 'content-type: multipart/form-data; boundary=x'],
    ['JSON in another charset', 'content-type: application/json; charset=utf-16'],
    ['nothing said', 'x-nothing: 1'],
    ['compressed JSON', 'content-type: application/json\r\ncontent-encoding: gzip'],
  ])('takes no body that is %s', async (_, header) => {
    const body = '{"kind":"text_to_video","input":{"prompt":"x"}}';
    const headers = [localhost(), auth, header, `content-length: ${body.length}`];
    expect(await outcome(app.port, 'POST /api/v1/jobs HTTP/1.1', headers, body)).toBe('415 unsupported_media_type');
    expect(await outcome(app.port, 'POST /api/v1/queue/pause HTTP/1.1', headers, body)).toBe(
      '415 unsupported_media_type',
    );
  });

  it('takes JSON on no upload', async () => {
    const headers = [localhost(), auth, 'content-type: application/json', 'content-length: 2'];
    expect(await outcome(app.port, 'POST /api/v1/assets HTTP/1.1', headers, '{}')).toBe('415 unsupported_media_type');
  });

  it('names the methods of an address, and keeps quiet to strangers', async () => {
    const put = (headers: readonly string[], path: string) =>
      rawRequest(app.port, requestText(`PUT ${path} HTTP/1.1`, [localhost(), ...headers]));
    const refused = await put([auth], '/api/v1/jobs');
    expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'POST, GET, HEAD']);
    expect((await put([], '/api/v1/jobs')).status).toBe(401);
    expect((await put([], '/healthz')).headers.get('allow')).toBe('GET, HEAD');
    expect((await put([], '/')).status).toBe(405);
    const methods = ['TRACE', 'DELETE', 'PATCH', 'PROPFIND'];
    const others = methods.map((method) => outcome(app.port, `${method} /api/v1/queue HTTP/1.1`, [localhost(), auth]));
    expect(await Promise.all(others)).toEqual(methods.map(() => '405 method_not_allowed'));
  });

  it('an unknown path is 401 without a credential and 404 with one', async () => {
    const paths = ['/nowhere', '/api/v1/nowhere', '/api', '/api/v2/jobs', '/api/v1/jobs/', '/%61pi/v1/jobs', '//'];
    const strangers = await Promise.all(paths.map((path) => get([localhost()], path)));
    expect(strangers).toEqual(paths.map(() => '401 unauthenticated'));
    const known = await Promise.all(paths.map((path) => get([localhost(), auth], path)));
    expect(known.map((each) => each.slice(0, 3))).toEqual(paths.map(() => '404'));
    expect(await outcome(app.port, 'POST /nowhere HTTP/1.1', [localhost()])).toBe('401 unauthenticated');
    expect(await outcome(app.port, 'POST /nowhere HTTP/1.1', [localhost(), auth])).toBe('404 not_found');
  });

  it('a wrong token is not made good by a cookie', async () => {
    const wrong = [`Bearer ${testToken}x`, `Bearer ${testToken.slice(1)}`, 'Bearer', `Basic ${testToken}`, testToken];
    for (const value of wrong) {
      expect(await get([localhost(), `authorization: ${value}`, `cookie: ${cookie}`])).toBe('401 unauthenticated');
    }
  });

  it('puts the security headers on every kind of answer', async () => {
    const answers = [
      requestText('GET / HTTP/1.1', [localhost()]),
      requestText('GET /healthz HTTP/1.1', [localhost()]),
      requestText('GET /api/v1/queue HTTP/1.1', [localhost(), auth]),
      requestText('GET /api/v1/queue HTTP/1.1', [localhost()]),
      requestText('GET / HTTP/1.1', ['host: evil.example']),
      requestText('GET / HTTP/1.0', []),
      requestText('PUT /healthz HTTP/1.1', [localhost()]),
      requestText('GET /login?code=wrong HTTP/1.1', [localhost()]),
      'nonsense\r\n\r\n',
    ];
    for (const text of answers) {
      const { headers } = await rawRequest(app.port, text);
      const { 'content-security-policy': policy, ...exact } = securityHeaders;
      expect(Object.fromEntries(Object.keys(exact).map((name) => [name, headers.get(name)]))).toEqual(exact);
      expect(policy?.split('; ').filter((part) => !headers.get('content-security-policy')?.includes(part))).toEqual([]);
      expect(headers.has('x-powered-by')).toBe(false);
    }
  });

  it('has no way around it for upgrades, tunnels, HTTP/2 and huge headers', async () => {
    const upgrade = [localhost(), 'connection: Upgrade', 'upgrade: websocket', 'sec-websocket-version: 13'];
    expect(await get(upgrade)).toBe('401 unauthenticated');
    expect(await get([...upgrade, 'origin: https://evil.example'])).toBe('403 forbidden_origin');
    expect((await rawRequest(app.port, requestText('CONNECT localhost:22 HTTP/1.1', [localhost()]))).status).toBe(0);
    expect((await rawRequest(app.port, 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n')).status).toBe(400);
    expect(await get([localhost(), `x-wide: ${'x'.repeat(20_000)}`])).toBe('400 invalid_request');
  });

  it('asks for the body of an upload only once the guard has passed it', async () => {
    const socket = await openSocket(app.port);
    const head = ['POST /api/v1/jobs HTTP/1.1', localhost(), 'content-type: application/json', 'content-length: 2'];
    socket.write(`${head.join('\r\n')}\r\nexpect: 100-continue\r\n\r\n`);
    const first = await new Promise<string>((resolve) => socket.once('data', (chunk) => resolve(chunk.toString())));
    socket.destroy();
    expect(first).toMatch(/^HTTP\/1\.1 401 /);
  });
});

describe('the guard of a studio that was exposed on purpose', () => {
  it('answers to that address and its origin too, and to no other', async () => {
    const app = await startHttpTestApp({ exposedAddresses: ['192.168.1.20', '2001:db8::20'] });
    const auth = `authorization: Bearer ${testToken}`;
    const ask = (host: string) =>
      outcome(app.port, 'GET /api/v1/queue HTTP/1.1', [`host: ${host}`, `origin: http://${host}`, auth]);
    expect(await ask(`192.168.1.20:${app.port}`)).toBe('200');
    expect(await ask(`[2001:db8::20]:${app.port}`)).toBe('200');
    expect(await ask(`192.168.1.21:${app.port}`)).toBe('403 forbidden_host');
    expect(await ask('192.168.1.20')).toBe('403 forbidden_host');
    await app.close();
  });
});

describe('the guard in development', () => {
  it('lets exactly the one other origin in', async () => {
    const app = await startHttpTestApp({ devOrigin: 'http://localhost:3000' });
    const auth = `authorization: Bearer ${testToken}`;
    const ask = (host: string, origin: string) =>
      outcome(app.port, 'GET /api/v1/queue HTTP/1.1', [`host: ${host}`, `origin: ${origin}`, auth]);
    expect(await ask('localhost:3000', 'http://localhost:3000')).toBe('200');
    expect(await ask(`127.0.0.1:${app.port}`, 'http://localhost:3000')).toBe('200');
    expect(await ask('localhost:3000', 'http://localhost:3001')).toBe('403 forbidden_origin');
    expect(await ask('localhost:3001', 'http://localhost:3000')).toBe('403 forbidden_host');
    const page = await app.fetchOpen('/jobs/1?x=2');
    expect([page.status, page.headers.get('location')]).toEqual([307, 'http://localhost:3000/jobs/1?x=2']);
    await app.close();
  });
});

describe('what the guard says when it refuses', () => {
  it.each([
    [
      'a foreign page',
      'GET /api/v1/queue HTTP/1.1',
      ['origin: https://evil.example'],
      'Pages of other sites may not talk',
    ],
    ['nobody', 'GET /api/v1/queue HTTP/1.1', [], 'to log this browser in'],
    ['a target that is no path', 'GET http://[ HTTP/1.1', [], 'must be a path'],
  ])('has every secret taken out, as it goes to %s', async (_, line, headers, words) => {
    const app = await startHttpTestApp({ redact: (text) => text.replaceAll(words, '[redacted]') });
    const answer = await rawRequest(app.port, requestText(line, [`host: localhost:${app.port}`, ...headers]));
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.body).toContain('[redacted]');
    expect(answer.body).not.toContain(words);
    await app.close();
  });
});
