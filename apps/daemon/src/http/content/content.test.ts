import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { type Asset, err, ok } from '@videoexpress/job-schema';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type HttpTestApp, outcomeOf, startHttpTestApp, testToken } from '../../testing/http-test-app.ts';
import { patience } from '../../testing/patience.ts';
import { openSocket, requestText } from '../../testing/raw-http.ts';
import { newAsset } from '../../testing/studio-double.ts';

const content = Buffer.from('0123456789abcdefghij');

describe('the files of assets', () => {
  let app: HttpTestApp;
  beforeEach(async () => {
    app = await startHttpTestApp();
  });
  afterEach(() => app.close());

  async function addFile(
    facts: Partial<Asset> = {},
    bytes: Buffer = content,
  ): Promise<{ asset: Asset; file: string; url: string }> {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const asset = newAsset('video', { bytes: bytes.length, sha256, ...facts });
    const file = path.join(app.mediaFolder, '2026-01', `${asset.id}.mp4`);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, bytes);
    app.studio.assetRows.set(asset.id, { asset, path: file, posterPath: null, objectKey: null });
    return { asset, file, url: `/api/v1/assets/${asset.id}/content` };
  }

  const ask = (url: string, headers: Record<string, string> = {}, method = 'GET') =>
    app.fetch(url, { headers, method });

  it('fetches a file that is not on the disk, once, and says why where it cannot', async () => {
    const { file, url } = await addFile();
    await rm(file);
    const refused = await ask(url);
    expect([refused.status, await refused.json()]).toMatchObject([404, { detail: 'The file is nowhere.' }]);
    const asked: string[] = [];
    app.studio.assets.fetchBack = async (id, which) => {
      asked.push(which);
      await writeFile(file, content);
      const row = app.studio.assetRows.get(id);
      return row === undefined ? err({ code: 'not_found', detail: 'Gone.' }) : ok(row);
    };
    expect(await (await ask(url)).text()).toBe(content.toString());
    expect((await ask(url, { range: 'bytes=0-3' })).status).toBe(206);
    expect(asked).toEqual(['clip']);
  });

  it('sends a whole file, with a tag made of its hash', async () => {
    const { asset, url } = await addFile();
    const answer = await ask(url);
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'video/mp4',
      'content-length': '20',
      'accept-ranges': 'bytes',
      etag: `"${asset.sha256}"`,
      'cache-control': 'private, no-cache',
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    });
    expect(answer.headers.has('content-disposition')).toBe(false);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(content);
  });

  it.each([
    ['bytes=0-4', 206, '01234', 'bytes 0-4/20'],
    ['bytes=5-', 206, '56789abcdefghij', 'bytes 5-19/20'],
    ['bytes=-3', 206, 'hij', 'bytes 17-19/20'],
    ['bytes=-99', 206, '0123456789abcdefghij', 'bytes 0-19/20'],
    ['bytes=18-99', 206, 'ij', 'bytes 18-19/20'],
    ['bytes=19-19', 206, 'j', 'bytes 19-19/20'],
    ['bytes=0-1,5-6', 200, '0123456789abcdefghij', null],
    ['bytes=5-1', 200, '0123456789abcdefghij', null],
    ['bytes=-', 200, '0123456789abcdefghij', null],
    ['bytes=a-b', 200, '0123456789abcdefghij', null],
    ['pages=1-2', 200, '0123456789abcdefghij', null],
  ])('answers Range: %s with %i', async (range, status, body, contentRange) => {
    const { url } = await addFile();
    const answer = await ask(url, { range });
    expect([answer.status, answer.headers.get('content-range'), await answer.text()]).toEqual([
      status,
      contentRange,
      body,
    ]);
    expect(answer.headers.get('content-length')).toBe(String(body.length));
  });

  it.each(['bytes=20-', 'bytes=20-30', 'bytes=-0', 'bytes=99999999999999999999-'])(
    'refuses Range: %s',
    async (range) => {
      const { url } = await addFile();
      const answer = await ask(url, { range });
      expect(answer.headers.get('content-range')).toBe('bytes */20');
      expect(await outcomeOf(answer)).toBe('416 range_not_satisfiable');
    },
  );

  it('answers 304 to whoever has it, and minds If-Range', async () => {
    const { asset, url } = await addFile();
    const tag = `"${asset.sha256}"`;
    const statuses = async (each: Record<string, string>[]) =>
      (await Promise.all(each.map((headers) => ask(url, headers)))).map(({ status }) => status);
    expect(
      await statuses([{ 'if-none-match': tag }, { 'if-none-match': `"x", W/${tag}` }, { 'if-none-match': '*' }]),
    ).toEqual([304, 304, 304]);
    expect(await statuses([{ 'if-none-match': '"x"' }, { 'if-none-match': tag.slice(1, -1) }])).toEqual([200, 200]);
    const range = 'bytes=0-1';
    const stale = { range, 'if-range': '"other"' };
    const dated = { range, 'if-range': 'Wed, 21 Oct 2026 07:28:00 GMT' };
    expect(await statuses([{ range, 'if-range': tag }, stale, dated, { range, 'if-range': `W/${tag}` }])).toEqual([
      206, 200, 200, 200,
    ]);
    const unchanged = await ask(url, { 'if-none-match': tag });
    expect(unchanged.headers.get('content-security-policy')).toContain("media-src 'self'");
  });

  it('gives HEAD the same headers and no body', async () => {
    const { url } = await addFile();
    const answer = await ask(url, { range: 'bytes=0-1' }, 'HEAD');
    expect([answer.status, answer.headers.get('content-length'), await answer.text()]).toEqual([200, '20', '']);
  });

  it('sends an empty file', async () => {
    const { url } = await addFile({}, Buffer.alloc(0));
    const answer = await ask(url);
    expect([answer.status, answer.headers.get('content-length'), await answer.text()]).toEqual([200, '0', '']);
    expect((await ask(url, { range: 'bytes=0-' })).status).toBe(416);
  });

  it('gives no tag to a file that is not the one that was hashed', async () => {
    const { url } = await addFile({ bytes: 5 });
    const answer = await ask(url, { 'if-none-match': '*', range: 'bytes=0-1', 'if-range': '"x"' });
    expect([answer.status, answer.headers.has('etag')]).toEqual([200, false]);
  });

  it('saves what a browser must not show, sandboxed, under its own name', async () => {
    const { url } = await addFile({ mimeType: 'text/html', name: 'a"b/ü\r\nX: 1.html' });
    const answer = await ask(url);
    expect(answer.headers.get('content-security-policy')).toMatch(/; sandbox$/);
    const disposition = answer.headers.get('content-disposition') ?? '';
    expect(disposition).toBe(`attachment; filename="a b _ X 1.html"; filename*=UTF-8''a%20b%20%C3%BC%20X%201.html`);
  });

  it('saves a clip when asked to, with an extension that fits', async () => {
    const { url } = await addFile({ name: "It's a fox (1)" });
    const disposition = (await ask(`${url}?download=1`)).headers.get('content-disposition');
    expect(disposition).toBe(
      `attachment; filename="It's a fox (1).mp4"; filename*=UTF-8''It%27s%20a%20fox%20%281%29.mp4`,
    );
    expect(await outcomeOf(await ask(`${url}?download=yes`))).toBe('400 invalid_input');
  });

  it('never leaves the media folder, whatever the library says', async () => {
    const outside = await mkdtemp(path.join(tmpdir(), 'videoexpress-outside-'));
    await writeFile(path.join(outside, 'secret.mp4'), 'secret');
    const sibling = `${app.mediaFolder}-evil`;
    await mkdir(sibling);
    await writeFile(path.join(sibling, 'secret.mp4'), 'secret');
    await symlink(path.join(outside, 'secret.mp4'), path.join(app.mediaFolder, 'link.mp4'));
    await symlink(outside, path.join(app.mediaFolder, 'folder'));
    const inside = path.join(app.mediaFolder, 'real.mp4');
    await writeFile(inside, 'real');
    await symlink(inside, path.join(app.mediaFolder, 'to-real.mp4'));
    await promisify(execFile)('mkfifo', [path.join(app.mediaFolder, 'pipe.mp4')]);
    await mkdir(path.join(app.mediaFolder, 'folder.mp4'));
    const paths = [
      path.join(app.mediaFolder, 'pipe.mp4'),
      path.join(app.mediaFolder, 'folder.mp4'),
      path.join(outside, 'secret.mp4'),
      path.join(sibling, 'secret.mp4'),
      `${app.mediaFolder}/../media-evil/secret.mp4`,
      path.join(app.mediaFolder, 'link.mp4'),
      path.join(app.mediaFolder, 'folder', 'secret.mp4'),
      path.join(app.mediaFolder, 'to-real.mp4'),
      app.mediaFolder,
      path.join(app.mediaFolder, 'missing.mp4'),
      '/etc/passwd',
      '/dev/zero',
    ];
    const outcomes = paths.map(async (each) => {
      const { asset, url } = await addFile();
      app.studio.assetRows.set(asset.id, { asset, path: each, posterPath: null, objectKey: null });
      return outcomeOf(await ask(url));
    });
    expect(await Promise.all(outcomes)).toEqual(paths.map(() => '404 not_found'));
    await rm(outside, { recursive: true });
  });

  it('works where the data folder itself is reached by a link', async () => {
    const real = `${app.mediaFolder}-moved`;
    const { url } = await addFile();
    await rename(app.mediaFolder, real);
    await symlink(real, app.mediaFolder);
    expect((await ask(url)).status).toBe(200);
  });

  it('sends a poster by its kind, and says so where there is none', async () => {
    const { asset } = await addFile();
    const poster = path.join(app.mediaFolder, 'poster.webp');
    await writeFile(poster, 'picture');
    expect(await outcomeOf(await ask(`/api/v1/assets/${asset.id}/poster`))).toBe('404 not_found');
    const row = app.studio.assetRows.get(asset.id);
    if (row !== undefined) app.studio.assetRows.set(asset.id, { ...row, posterPath: poster });
    const answer = await ask(`/api/v1/assets/${asset.id}/poster`);
    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([
      200,
      'image/webp',
      'picture',
    ]);
    const etag = answer.headers.get('etag') ?? '';
    expect((await ask(`/api/v1/assets/${asset.id}/poster`, { 'if-none-match': etag })).status).toBe(304);
  });

  it('closes the file when the client leaves in the middle', async () => {
    const { url } = await addFile({}, Buffer.alloc(32 * 1024 * 1024));
    const socket = await openSocket(app.port);
    socket.write(
      requestText(`GET ${url} HTTP/1.1`, [`host: localhost:${app.port}`, `authorization: Bearer ${testToken}`]),
    );
    await new Promise((resolve) => socket.once('data', resolve));
    socket.destroy();
    await expect.poll(() => app.log.lines.map((line) => line.fields['clientLeft']), patience).toEqual([true]);
    expect(app.log.lines.filter((line) => line.level === 'error')).toEqual([]);
  });
});
