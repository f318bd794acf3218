import { writeFileSync } from 'node:fs';
import { systemClock } from '@videoexpress/host';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BucketStore, createBucketStore } from '../object-storage/bucket-store.ts';
import { createObjectStorage } from '../object-storage/create-object-storage.ts';
import { type S3Server, startS3Server } from '../testing/s3-server.ts';
import { type ScratchFiles, scratchFiles } from '../testing/scratch-files.ts';

const type = { contentType: 'video/mp4' } as const;
const { signal } = new AbortController();
const mebibyte = 1024 * 1024;

let server: S3Server;
let files: ScratchFiles;
let store: BucketStore;
beforeAll(async () => {
  server = await startS3Server();
});
afterAll(() => server.stop());
beforeEach(() => {
  files = scratchFiles();
  store = storeWith({});
});
afterEach(() => files.remove());

interface Change {
  readonly bucket?: string;
  readonly accessKeyId?: string;
  readonly secretAccessKey?: string;
  readonly nowMs?: () => number;
}

function storeWith(change: Change): BucketStore {
  const { endpoint, accessKeyId, secretAccessKey, bucket } = { ...server, ...change };
  const clock = { ...systemClock, now: change.nowMs ?? (() => systemClock.now()) };
  return createBucketStore({ bucket, endpoint, publicBaseUrl: null, keys: { accessKeyId, secretAccessKey } }, clock);
}

describe('a bucket of a real server', () => {
  it.each([0, 1, 8 * mebibyte, 8 * mebibyte + 1, 10_000_000, 40_000_001])(
    'takes and gives back %i bytes, the same ones',
    async (bytes) => {
      const { path, sha256 } = files.file('out', bytes);
      const told: number[] = [];
      const key = `renders/a b/ü ${bytes}.mp4`;
      const put = await store.putFile(key, path, { ...type, sha256, signal, onProgress: (done) => told.push(done) });
      expect(put).toEqual({ ok: true, value: { bytes } });
      expect(told.at(-1) ?? 0).toBe(bytes);
      expect(await store.head(key, signal)).toEqual({ ok: true, value: { bytes, sha256 } });
      expect(await store.getFile(key, files.path('in'), { signal })).toEqual({ ok: true, value: { bytes } });
      expect(files.sha256('in')).toBe(sha256);
      expect(await store.delete(key, signal)).toEqual({ ok: true, value: null });
      expect(await store.head(key, signal)).toEqual({ ok: true, value: null });
    },
  );

  it('says what is not there, and deletes it all the same', async () => {
    expect(await store.getFile('nothing', files.path('in'), { signal })).toEqual({ ok: true, value: null });
    expect(await store.getText('nothing', 100, signal)).toEqual({ ok: true, value: null });
    expect(await store.delete('nothing', signal)).toEqual({ ok: true, value: null });
  });

  it('gives small objects as text, and no more than was asked for', async () => {
    writeFileSync(files.path('text'), '{"ü":1}');
    await store.putFile('text', files.path('text'), { contentType: 'application/json', signal });
    expect(await store.getText('text', 8, signal)).toEqual({ ok: true, value: '{"ü":1}' });
    expect(await store.getText('text', 7, signal)).toMatchObject({ error: { code: 'rejected' } });
  });

  it.each([
    [{ secretAccessKey: 'wrong' }, 'unauthorized'],
    [{ accessKeyId: 'AKIANOBODY' }, 'unauthorized'],
    [{ bucket: 'no-such-bucket' }, 'no_bucket'],
  ] as const)('refuses %j in words of ours', async (change, code) => {
    const other = storeWith(change);
    const { path } = files.file('out', 10_000_000);
    expect(await other.list(signal)).toMatchObject({ ok: false, error: { code } });
    expect(await other.putFile('a', path, { ...type, signal })).toMatchObject({ ok: false, error: { code } });
  });

  it('looks at nothing of what Amazon’s own tools were set up with', async () => {
    writeFileSync(
      files.path('config'),
      '[default]\nregion = eu-north-1\nendpoint_url = http://127.0.0.1:1\nuse_fips_endpoint = true\nrequest_checksum_calculation = when_supported\n',
    );
    writeFileSync(
      files.path('credentials'),
      '[default]\naws_access_key_id = AKIASTRAY\naws_secret_access_key = stray\n',
    );
    const planted = {
      AWS_CONFIG_FILE: files.path('config'),
      AWS_SHARED_CREDENTIALS_FILE: files.path('credentials'),
      AWS_ACCESS_KEY_ID: 'AKIASTRAY',
      AWS_SECRET_ACCESS_KEY: 'stray',
      AWS_SESSION_TOKEN: 'stray',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
      AWS_REGION: 'eu-north-1',
      AWS_PROFILE: 'default',
    };
    const before = { ...process.env };
    Object.assign(process.env, planted);
    try {
      const { path } = files.file('out', 10_000_000);
      expect(await storeWith({}).putFile('a', path, { ...type, signal })).toMatchObject({ ok: true });
    } finally {
      for (const name of Object.keys(planted)) delete process.env[name];
      Object.assign(process.env, before);
    }
  });
});

describe('a link', () => {
  const put = (link: string, contentType: string) =>
    fetch(link, { method: 'PUT', body: 'a clip', headers: { 'content-type': contentType } });

  it('lets anyone write and read one object for a while, as it was said', async () => {
    const link = await store.presignPut('l/1', { ...type, expiresInSeconds: 60 });
    expect((await put(link, 'video/mp4')).status).toBe(200);
    expect((await put(link, 'text/html')).status).toBe(403);
    const read = await fetch(await store.presignGet('l/1', { expiresInSeconds: 60 }));
    expect([read.status, await read.text()]).toEqual([200, 'a clip']);
  });

  it('is refused when it has expired, and when anything of it was changed', async () => {
    const yesterday = storeWith({ nowMs: () => systemClock.now() - 86_400_000 });
    const expired = [
      await put(await yesterday.presignPut('l/2', { ...type, expiresInSeconds: 60 }), 'video/mp4'),
      await fetch(await yesterday.presignGet('l/1', { expiresInSeconds: 60 })),
    ];
    const tampered = [
      await put((await store.presignPut('l/2', { ...type, expiresInSeconds: 60 })).replace('l/2', 'l/3'), 'video/mp4'),
      await fetch((await store.presignGet('l/1', { expiresInSeconds: 60 })).replace('Expires=60', 'Expires=600')),
    ];
    for (const { status } of [...expired, ...tampered]) expect([400, 403]).toContain(status);
    expect(await store.head('l/2', signal)).toEqual({ ok: true, value: null });
  });
});

describe('an upload that ends early', () => {
  it('leaves no object and no part when it is called off', async () => {
    const before = server.files();
    const { path } = files.file('out', 60_000_000);
    const calledOff = new AbortController();
    const cancelled = await store.putFile('off', path, {
      ...type,
      signal: calledOff.signal,
      onProgress: () => calledOff.abort(),
    });
    expect(cancelled).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(await store.head('off', signal)).toEqual({ ok: true, value: null });
    expect(server.files()).toEqual(before);
  });

  it('fails where the server dies in the middle, and goes through when it is back', async () => {
    const { path, sha256 } = files.file('out', 60_000_000);
    let isKilled = false;
    const cut = await store.putFile('back', path, {
      ...type,
      signal,
      onProgress: (done) => {
        if (!isKilled && done > 20_000_000) {
          isKilled = true;
          void server.kill();
        }
      },
    });
    expect(cut).toMatchObject({ ok: false, error: { code: 'unreachable' } });
    await server.restart();
    expect(await store.putFile('back', path, { ...type, sha256, signal })).toMatchObject({ ok: true });
    expect(await store.head('back', signal)).toEqual({ ok: true, value: { bytes: 60_000_000, sha256 } });
  });
});

describe('trying it out', () => {
  it('writes, reads and deletes, and says what is wrong', async () => {
    let secret: string | null = server.secretAccessKey;
    const storage = createObjectStorage({
      secrets: { read: async (name) => (name === 'AWS_ACCESS_KEY_ID' ? server.accessKeyId : secret) },
      outside: {},
      clock: systemClock,
    });
    expect(await storage.health(signal)).toMatchObject({ status: 'not_configured' });
    storage.configure({ bucket: server.bucket, endpoint: `${server.endpoint}/${server.bucket}/`, publicBaseUrl: '' });
    expect(await storage.health(signal)).toMatchObject({ status: 'ok' });
    expect(await storage.test(signal)).toMatchObject({ works: true, fix: null });
    expect(server.files().filter((name) => name.endsWith('.txt'))).toEqual([]);
    secret = 'wrong';
    expect(await storage.health(signal)).toMatchObject({ status: 'down', fix: expect.stringContaining('token') });
    expect(await storage.test(signal)).toMatchObject({ works: false, detail: expect.stringContaining('Writing:') });
    secret = null;
    expect(await storage.current()).toBeNull();
  });
});
