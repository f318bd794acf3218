import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HttpTestApp, outcomeOf, startHttpTestApp, testToken } from '../../testing/http-test-app.ts';
import { rawRequest, requestText } from '../../testing/raw-http.ts';

const inline = 'self.__next_f.push([1,"ü"])';
const index = `<!doctype html><script src="/_next/static/a.js" async=""></script><script>${inline}</script>`;

describe('the pages', () => {
  let app: HttpTestApp;
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'videoexpress-ui-'));
    const files = {
      'ui/index.html': index,
      'ui/jobs.html': 'all jobs',
      'ui/jobs/_.html': 'one job',
      'ui/jobs/_.txt': 'one job, as data',
      'ui/jobs/_/__next._tree.txt': 'tree',
      'ui/jobs/_/__next.jobs.$d$id.__PAGE__.txt': 'segment',
      'ui/jobs/_/__next.!KHN0dWRpbyk.jobs.$d$id.__PAGE__.txt': 'segment of a group',
      'ui/library.html': 'library',
      'ui/library/__next.!KHN0dWRpbyk.library.__PAGE__.txt': 'segment of the library',
      'ui/404.html': 'no such page',
      'ui/favicon.ico': 'icon',
      'ui/_next/static/a.js': 'run()',
      'ui/.env': 'SECRET=1',
      'ui/.git/config': 'secret',
      'secret.txt': 'secret',
    };
    for (const [name, content] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
      await writeFile(path.join(folder, name), content);
    }
    await symlink(path.join(folder, 'secret.txt'), path.join(folder, 'ui/link.txt'));
    app = await startHttpTestApp({ uiFolder: path.join(folder, 'ui') });
  });
  afterAll(async () => {
    await app.close();
    await rm(folder, { recursive: true });
  });

  const open = async (target: string) => {
    const answer = await app.fetchOpen(target);
    return `${answer.status} ${await answer.text()}`;
  };

  it('are open, and found as the export names them', async () => {
    const found = {
      '/': `200 ${index}`,
      '/index.html': `200 ${index}`,
      '/jobs': '200 all jobs',
      '/jobs/': '200 all jobs',
      '/jobs?x=1': '200 all jobs',
      '/jobs/job_0123': '200 one job',
      '/jobs/job_0123.txt': '200 one job, as data',
      '/jobs/job_0123/__next._tree.txt': '200 tree',
      '/jobs/job_0123/__next.jobs.$d$id.__PAGE__.txt?_rsc=abc': '200 segment',
      '/jobs/job_0123/__next.jobs.%24d%24id.__PAGE__.txt': '200 segment',
      '/jobs/job_0123/__next.!KHN0dWRpbyk.jobs.$d$id.__PAGE__.txt?_rsc=abc': '200 segment of a group',
      '/jobs/job_0123/__next.%21KHN0dWRpbyk.jobs.%24d%24id.__PAGE__.txt': '200 segment of a group',
      '/library?type=video&q=%E9%9D%99': '200 library',
      '/library/__next.!KHN0dWRpbyk.library.__PAGE__.txt?_rsc=abc': '200 segment of the library',
      '/favicon.ico': '200 icon',
    };
    const answers = await Promise.all(Object.keys(found).map(async (target) => [target, await open(target)]));
    expect(Object.fromEntries(answers)).toEqual(found);
  });

  it('are never anything outside their folder, hidden or linked', async () => {
    const targets = [
      '/../secret.txt',
      '/%2e%2e/secret.txt',
      '/..%2fsecret.txt',
      '/jobs/..%2f..%2fsecret.txt',
      '/jobs/%2e%2e/%2e%2e/secret.txt',
      '/..%5csecret.txt',
      '/.env',
      '/%2eenv',
      '/.git/config',
      '/link.txt',
      '//etc/passwd',
      '/jobs/a/b/c',
    ];
    const statuses = targets.map(async (target) => {
      const head = [`host: localhost:${app.port}`, `authorization: Bearer ${testToken}`];
      return (await rawRequest(app.port, requestText(`GET ${target} HTTP/1.1`, head))).status;
    });
    expect(await Promise.all(statuses)).toEqual(targets.map(() => 404));
  });

  it('allow exactly the inline scripts they were built with', async () => {
    const policy = (await app.fetchOpen('/')).headers.get('content-security-policy') ?? '';
    const hash = createHash('sha256').update(inline).digest('base64');
    expect(policy.split('; ')).toEqual([
      "default-src 'self'",
      `script-src 'self' 'sha256-${hash}'`,
      "style-src 'self' 'unsafe-inline'",
      "img-src 'self' data: blob:",
      "media-src 'self' blob:",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ]);
    expect((await app.fetchOpen('/jobs')).headers.get('content-security-policy')).toContain("script-src 'self';");
  });

  it('are asked for again each time, but for what carries a hash in its name', async () => {
    const [page, script] = [await app.fetchOpen('/'), await app.fetchOpen('/_next/static/a.js')];
    expect(page.headers.get('cache-control')).toBe('no-cache');
    expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    const again = await app.fetchOpen('/', { headers: { 'if-none-match': page.headers.get('etag') ?? '' } });
    expect(again.status).toBe(304);
    // A browser puts these headers in place of the stored page's.
    expect(again.headers.get('content-security-policy')).toBe(page.headers.get('content-security-policy'));
  });

  it('give HEAD their headers and no body', async () => {
    const answer = await app.fetchOpen('/', { method: 'HEAD' });
    expect([answer.status, answer.headers.get('content-length'), await answer.text()]).toEqual([
      200,
      String(Buffer.byteLength(index)),
      '',
    ]);
  });

  it('a page that does not exist is for those who are logged in to know', async () => {
    const cookie = await app.logIn();
    const browser = { accept: 'text/html,application/xhtml+xml' };
    const stranger = await app.fetchOpen('/nowhere', { headers: browser });
    expect([stranger.status, stranger.headers.get('content-type')]).toEqual([401, 'text/html; charset=utf-8']);
    expect(await stranger.text()).toContain('videoexpress open');
    const known = await app.fetchOpen('/nowhere', { headers: { ...browser, cookie } });
    expect([known.status, await known.text()]).toEqual([404, 'no such page']);
    expect(await outcomeOf(await app.fetch('/api/v1/nowhere', { headers: browser }))).toBe('404 not_found');
  });

  it('live at localhost: whoever comes by an address is sent there', async () => {
    const by = async (host: string, target: string) => {
      const answer = await rawRequest(app.port, requestText(`GET ${target} HTTP/1.1`, [`host: ${host}:${app.port}`]));
      return [answer.status, answer.headers.get('location')];
    };
    expect(await by('127.0.0.1', '/jobs/1?a=b')).toEqual([307, `${app.url}/jobs/1?a=b`]);
    expect(await by('[::1]', '/login?code=x')).toEqual([307, `${app.url}/login?code=x`]);
    expect((await by('127.0.0.1', '/healthz'))[0]).toBe(200);
    expect((await by('127.0.0.1', '/api/v1/queue'))[0]).toBe(401);
  });

  it('without a build there is a page that says how to make one', async () => {
    const unbuilt = await startHttpTestApp();
    const answer = await unbuilt.fetchOpen('/');
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('<code>npm run build</code>');
    expect((await unbuilt.fetchOpen('/jobs')).status).toBe(401);
    await unbuilt.close();
  });
});
