import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { assetSchema, err, newAssetId, newProjectId, ok } from '@videoexpress/job-schema';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { type HttpTestApp, outcomeOf, problemOf, startHttpTestApp, testToken } from '../../testing/http-test-app.ts';
import { patience } from '../../testing/patience.ts';
import { openSocket, rawRequest, requestText } from '../../testing/raw-http.ts';
import { newAsset } from '../../testing/studio-double.ts';

const mega = 1024 * 1024;
/** The product takes more; the rules are the same. */
const maxUploadBytes = 20 * mega;

describe('uploads', () => {
  let app: HttpTestApp;
  let freeBytes = 100_000 * mega;
  beforeEach(async () => {
    freeBytes = 100_000 * mega;
    app = await startHttpTestApp({ maxUploadBytes, freeBytes: () => Promise.resolve(freeBytes) });
  });
  afterEach(() => app.close());

  function form(
    parts: readonly (readonly [field: string, content: string | Uint8Array<ArrayBuffer>, name?: string])[],
  ): FormData {
    const data = new FormData();
    for (const [field, content, name] of parts) {
      if (typeof content === 'string') data.append(field, content);
      else data.append(field, new Blob([content], { type: 'image/png' }), name ?? 'fox.png');
    }
    return data;
  }

  const post = (body: FormData) => app.fetch('/api/v1/assets', { method: 'POST', body });
  const left = () => readdir(app.uploadFolder);
  const picture = new Uint8Array([1, 2, 3]);

  it('hands the file over, whole, private and under a name of our own', async () => {
    let seen: { mode: number; content: Buffer } | null = null;
    app.studio.onImport = async (file) => {
      seen = { mode: (await stat(file)).mode & 0o777, content: await readFile(file) };
      return ok({ asset: newAsset('image'), isNew: true });
    };
    // A umask that takes even the owner's rights away, as a parent process may have left it.
    const umask = process.umask(0o777);
    const answer = await post(form([['file', picture, 'fox.png']])).finally(() => process.umask(umask));
    expect(answer.status).toBe(201);
    assetSchema.parse(await answer.json());
    expect(seen).toEqual({ mode: 0o600, content: Buffer.from(picture) });
    expect(app.studio.imports).toMatchObject([{ name: 'fox.png', field: 'file' }]);
    expect(app.studio.imports[0]?.path).toMatch(/\/uploads\/upload-[0-9a-f]{24}\.part$/);
    expect(await left()).toEqual([]);
  });

  it('hands on what was said of the file, and answers 200 for one that was there', async () => {
    const [projectId, sourceAssetId] = [newProjectId(), newAssetId()];
    app.studio.onImport = () => Promise.resolve(ok({ asset: newAsset('image'), isNew: false }));
    const answer = await post(
      form([
        ['name', ' שלום\u202e '],
        ['projectId', projectId],
        ['sourceAssetId', sourceAssetId],
        ['file', picture],
      ]),
    );
    expect(answer.status).toBe(200);
    expect(app.studio.imports).toMatchObject([{ name: 'שלום', projectId, sourceAssetId }]);
  });

  it('passes on why a picture is refused, and keeps nothing', async () => {
    const errors = [{ path: 'file', message: 'This is no picture.' }];
    app.studio.onImport = () => Promise.resolve(err({ code: 'invalid_input', detail: 'This is no picture.', errors }));
    const problem = await problemOf(await post(form([['file', picture]])));
    expect([problem.status, problem.errors]).toEqual([400, errors]);
    expect(await left()).toEqual([]);
  });

  it.each([
    ['no file', [], 'file'],
    ['a text where the file should be', [['file', 'text']], 'file'],
    ['a file in another field', [['image', picture]], 'image'],
    [
      'a field too many',
      [
        ['file', picture],
        ['title', 'x'],
      ],
      'title',
    ],
    [
      'a field behind the file',
      [
        ['file', picture],
        ['name', 'x'],
      ],
      'name',
    ],
    [
      'a project that can be none',
      [
        ['projectId', '../../etc'],
        ['file', picture],
      ],
      'projectId',
    ],
    [
      'a name that is empty',
      [
        ['name', ' '],
        ['file', picture],
      ],
      'name',
    ],
    [
      'two files',
      [
        ['file', picture],
        ['file', picture],
      ],
      'file',
    ],
  ] as const)('refuses a form with %s, naming the field', async (_, parts, path) => {
    const answer = await post(form(parts));
    const problem = await problemOf(answer);
    expect([problem.status, problem.code, problem.errors?.map((error) => error.path)]).toEqual([
      400,
      'invalid_input',
      [path],
    ]);
    expect([app.studio.imports.length, await left()]).toEqual([0, []]);
  });

  it('takes 20 MB and nothing above', async () => {
    expect((await post(form([['file', new Uint8Array(maxUploadBytes)]]))).status).toBe(201);
    const problem = await problemOf(await post(form([['file', new Uint8Array(maxUploadBytes + 1)]])));
    expect([problem.status, problem.errors?.map((error) => error.path)]).toEqual([413, ['file']]);
    expect(problem.detail).toContain('20 MB');
    expect(await outcomeOf(await post(form([['file', new Uint8Array(22 * mega)]])))).toBe('413 body_too_large');
    expect(await left()).toEqual([]);
  });

  it('cuts off what grows too large without having said so', async () => {
    const socket = await openSocket(app.port);
    const headers = [`host: localhost:${app.port}`, `authorization: Bearer ${testToken}`];
    const type = ['content-type: multipart/form-data; boundary=b', 'transfer-encoding: chunked'];
    socket.write(requestText('POST /api/v1/assets HTTP/1.1', [...headers, ...type]));
    const chunk = (bytes: Buffer) =>
      Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]);
    socket.write(chunk(Buffer.from('--b\r\ncontent-disposition: form-data; name="file"; filename="x"\r\n\r\n')));
    const answered = new Promise<string>((resolve) => socket.once('data', (data) => resolve(data.toString())));
    for (let count = 0; count < 21; count += 1) socket.write(chunk(Buffer.alloc(mega)));
    expect(await answered).toMatch(/^HTTP\/1\.1 413 /);
    socket.destroy();
    await expect.poll(left, patience).toEqual([]);
  });

  it('refuses what announces too much before a byte of it came', async () => {
    const headers = [`host: localhost:${app.port}`, `authorization: Bearer ${testToken}`];
    const type = ['content-type: multipart/form-data; boundary=b', `content-length: ${22 * mega}`];
    const answer = await rawRequest(app.port, requestText('POST /api/v1/assets HTTP/1.1', [...headers, ...type]));
    expect(answer.status).toBe(413);
  });

  it('refuses when the disk has no room for it beside what the database needs', async () => {
    freeBytes = 64 * mega;
    expect(await outcomeOf(await post(form([['file', picture]])))).toBe('507 disk_full');
    expect(await left()).toEqual([]);
  });

  it('stops when the disk fills up while it comes in', async () => {
    let looks = 0;
    await app.close();
    app = await startHttpTestApp({
      maxUploadBytes,
      freeBytes: async () => {
        looks += 1;
        return looks === 1 ? 100_000 * mega : 0;
      },
    });
    const answer = await post(form([['file', new Uint8Array(18 * mega)]]));
    expect(await outcomeOf(answer)).toBe('507 disk_full');
    expect([looks, await left(), app.studio.imports]).toEqual([2, [], []]);
  });

  it('leaves nothing when the daemon stops in the middle', async () => {
    const graceMs = 4_000;
    await app.close();
    app = await startHttpTestApp({ maxUploadBytes }, { closeGraceMs: graceMs });
    const socket = await openSocket(app.port);
    socket.on('error', () => {});
    const headers = [`host: localhost:${app.port}`, `authorization: Bearer ${testToken}`];
    const type = ['content-type: multipart/form-data; boundary=b', 'content-length: 1000000'];
    socket.write(requestText('POST /api/v1/assets HTTP/1.1', [...headers, ...type]));
    socket.write('--b\r\ncontent-disposition: form-data; name="file"; filename="x"\r\n\r\n');
    socket.write(Buffer.alloc(500_000));
    await expect.poll(async () => (await left()).length, patience).toBe(1);
    const stoppedAt = performance.now();
    await app.stop();
    expect(performance.now() - stoppedAt, 'it is not waited for').toBeLessThan(graceMs);
    await expect.poll(left, patience).toEqual([]);
    socket.destroy();
  });

  it.each([
    ['ends early', '--b\r\ncontent-disposition: form-data; name="file"; filename="x"\r\n\r\nabc'],
    ['is none', 'nonsense'],
    ['has no end', '--b\r\n'],
  ])('refuses a form that %s', async (_, body) => {
    const headers = { 'content-type': 'multipart/form-data; boundary=b' };
    const answer = await app.fetch('/api/v1/assets', { method: 'POST', body, headers });
    expect(answer.status).toBe(400);
    expect([app.studio.imports.length, await left()]).toEqual([0, []]);
  });

  it('keeps what comes in to this user, and nothing of it when the client leaves in the middle', async () => {
    const umask = process.umask(0);
    onTestFinished(() => void process.umask(umask));
    const socket = await openSocket(app.port);
    const headers = [`host: localhost:${app.port}`, `authorization: Bearer ${testToken}`];
    const type = ['content-type: multipart/form-data; boundary=b', 'content-length: 1000000'];
    socket.write(requestText('POST /api/v1/assets HTTP/1.1', [...headers, ...type]));
    socket.write('--b\r\ncontent-disposition: form-data; name="file"; filename="x"\r\n\r\n');
    socket.write(Buffer.alloc(500_000));
    await expect.poll(async () => (await left()).length, patience).toBe(1);
    const [name = ''] = await left();
    expect((await stat(path.join(app.uploadFolder, name))).mode & 0o777).toBe(0o600);
    socket.destroy();
    await expect.poll(left, patience).toEqual([]);
    await expect.poll(() => app.log.lines.map((line) => line.fields['clientLeft']), patience).toEqual([true]);
    expect(app.studio.imports).toEqual([]);
  });

  it('invites the body of a client that asks first', async () => {
    const socket = await openSocket(app.port);
    const headers = [`host: localhost:${app.port}`, `authorization: Bearer ${testToken}`, 'expect: 100-continue'];
    const type = ['content-type: multipart/form-data; boundary=b', 'content-length: 10'];
    socket.write(requestText('POST /api/v1/assets HTTP/1.1', [...headers, ...type]));
    const first = await new Promise<string>((resolve) => socket.once('data', (data) => resolve(data.toString())));
    expect(first).toMatch(/^HTTP\/1\.1 100 /);
    socket.destroy();
  });
});
