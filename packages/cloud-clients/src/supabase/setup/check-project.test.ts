import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkProject } from './check-project.ts';

interface Said {
  readonly status: number;
  readonly body: unknown;
}

let server: Server;
let url = '';
let answer: (path: string) => Said;
const asked: { path: string; apikey: unknown }[] = [];

beforeEach(async () => {
  asked.length = 0;
  server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push({ path, apikey: request.headers['apikey'] });
    const { status, body } = answer(path);
    response.writeHead(status, { 'content-type': 'application/json', location: 'https://example.org/' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => server.close());

const key = 'sb_publishable_canary';
const check = (signal = new AbortController().signal): ReturnType<typeof checkProject> =>
  checkProject({ url: `${url}/rest/v1/`, key, wantedVersion: '20261128100200', signal, timeoutMs: 500 });

describe('what a project answers', () => {
  it.each<[string, Said, string]>([
    ['a key that is refused', { status: 401, body: { message: 'Invalid API key', hint: '' } }, 'key_refused'],
    ['a pause', { status: 540, body: { message: 'Project paused' } }, 'paused'],
    ['a database that starts', { status: 503, body: { code: 'PGRST002', message: 'x' } }, 'unreachable'],
    ['a schema that is not shown', { status: 406, body: { code: 'PGRST106', message: 'x' } }, 'not_exposed'],
    ['another website', { status: 404, body: '<html>' }, 'no_such_project'],
    ['somewhere else', { status: 302, body: '' }, 'no_such_project'],
    ['something strange', { status: 418, body: 'null' }, 'failed'],
    ['a version without a report', { status: 200, body: 7 }, 'failed'],
  ])('is told as what it is: %s', async (_what, said, code) => {
    answer = () => said;
    const checked = await check();
    expect(checked).toMatchObject({ ok: false, error: { code, message: expect.any(String) } });
    expect(JSON.stringify(checked)).not.toContain(key);
    expect(asked[0]).toEqual({ path: '/rest/v1/rpc/studio_schema_version', apikey: key });
  });

  it('is named table by table where no function of ours is there', async () => {
    answer = (path) =>
      path.includes('/jobs?') || path.includes('/renders?')
        ? { status: 401, body: { code: '42501', message: 'permission denied' } }
        : { status: 404, body: { code: path.includes('/rpc/') ? 'PGRST202' : 'PGRST205', message: 'x' } };
    const checked = await check();
    if (!checked.ok) throw new Error(checked.error.message);
    expect(checked.value.state).toBe('incomplete');
    expect(checked.value.tables.filter(({ isThere }) => isThere).map(({ name }) => name)).toEqual(['renders', 'jobs']);
    answer = (path) => ({ status: 404, body: { code: path.includes('/rpc/') ? 'PGRST202' : 'PGRST205' } });
    expect(await check()).toMatchObject({ ok: true, value: { state: 'not_set_up', appliedVersion: null } });
  });

  it('is waited for no longer than the limit, and not at all where it was called off', async () => {
    server.removeAllListeners('request');
    expect(await check()).toMatchObject({ ok: false, error: { code: 'unreachable' } });
    expect(await check(AbortSignal.abort())).toMatchObject({ ok: false, error: { code: 'called_off' } });
    server.closeAllConnections();
    server.close();
    expect(await check()).toMatchObject({ ok: false, error: { code: 'unreachable' } });
  });

  it('is not asked at an address that is none', async () => {
    const { signal } = new AbortController();
    for (const wrong of ['abcd', 'ftp://example.org', '']) {
      const checked = await checkProject({ url: wrong, key, wantedVersion: '1', signal });
      expect(checked).toMatchObject({ ok: false, error: { code: 'no_such_project' } });
    }
  });
});
