import { existsSync } from 'node:fs';
import { systemClock } from '@videoexpress/host';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ScratchFiles, scratchFiles } from '../testing/scratch-files.ts';
import { s3Error, startStubS3, type StubFault, type StubS3 } from '../testing/stub-s3.ts';
import { type BucketStore, createBucketStore } from './bucket-store.ts';

const keys = { accessKeyId: 'AKIA0123456789', secretAccessKey: 'very-secret-0123456789' };
const large = 20 * 1024 * 1024;
const small = 5000;
const type = { contentType: 'video/mp4' } as const;
const hourMs = 3_600_000;

let stub: StubS3;
let files: ScratchFiles;
let store: BucketStore;
let signal: AbortSignal;
beforeEach(async () => {
  stub = await startStubS3();
  files = scratchFiles();
  store = storeAt(stub.endpoint);
  signal = new AbortController().signal;
});
afterEach(async () => {
  await stub.close();
  files.remove();
});

function storeAt(endpoint: string): BucketStore {
  return createBucketStore({ bucket: 'clips', endpoint, publicBaseUrl: null, keys }, systemClock);
}

const refusing =
  (status: number, code: string): StubFault =>
  ({ method }, _request, response) => {
    s3Error(response, status, code, method === 'HEAD');
    return 'answered';
  };

/** Does `fault` with the first so many calls that it is meant for. */
function times(most: number, isMeant: (call: Parameters<StubFault>[0]) => boolean, fault: StubFault): StubFault {
  let left = most;
  return (call, request, response) => {
    if (!isMeant(call) || left === 0) return undefined;
    left -= 1;
    return fault(call, request, response);
  };
}

/** Takes some of what is sent, and then the line is cut. */
const cutting: StubFault = (_call, request) => {
  let taken = 0;
  request.on('data', (chunk: Buffer) => {
    taken += chunk.byteLength;
    if (taken > 1_000_000) request.socket.destroy();
  });
  return 'answered';
};

const isPart = ({ method, query }: Parameters<StubFault>[0]): boolean => method === 'PUT' && query.has('partNumber');

describe('what a store answers', () => {
  it.each([
    [403, 'SignatureDoesNotMatch', 'unauthorized', 'does not accept the secret access key'],
    [403, 'InvalidAccessKeyId', 'unauthorized', 'does not know this access key id'],
    [403, 'AccessDenied', 'unauthorized', 'read and write objects'],
    [401, 'Unauthorized', 'unauthorized', 'bucket “clips”'],
    [404, 'NoSuchBucket', 'no_bucket', 'There is no bucket “clips”'],
    [400, 'InvalidBucketName', 'no_bucket', 'no bucket'],
    [403, 'RequestTimeTooSkewed', 'clock_skew', "machine's clock is wrong"],
    [400, 'ExpiredRequest', 'clock_skew', 'Set the clock'],
    [429, 'TooManyRequests', 'busy', '429'],
    [503, 'ServiceUnavailable', 'busy', '503'],
    [500, 'InternalError', 'busy', '500'],
    [501, 'NotImplemented', 'rejected', '501 NotImplemented'],
    [400, 'EntityTooLarge', 'rejected', '400 EntityTooLarge'],
    [301, 'PermanentRedirect', 'rejected', 'jurisdiction'],
  ])('%i %s is %s, in plain words and without a key', async (status, code, expected, words) => {
    stub.fault = refusing(status, code);
    const { path } = files.file('clip', small);
    for (const answer of [await store.list(signal), await store.putFile('a', path, { ...type, signal })]) {
      expect(answer).toMatchObject({ ok: false, error: { code: expected, detail: expect.stringContaining(words) } });
      expect(JSON.stringify(answer)).not.toContain('secret-0123');
      expect(JSON.stringify(answer)).not.toContain(keys.accessKeyId);
    }
  });

  it('is told apart where it has no body: a HEAD that is refused is no object that is missing', async () => {
    stub.fault = refusing(403, '');
    expect(await store.head('a', signal)).toMatchObject({ ok: false, error: { code: 'unauthorized' } });
    stub.fault = refusing(404, '');
    expect(await store.head('a', signal)).toEqual({ ok: true, value: null });
  });

  it('may be a page of something else, or nothing at all', async () => {
    stub.fault = (_call, _request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><p>Sign in<p>');
      return 'answered';
    };
    expect(await store.list(signal)).toMatchObject({
      error: { code: 'unreachable', detail: expect.stringContaining('S3 store') },
    });
    const port = new URL(stub.endpoint).port;
    await stub.close();
    expect(await store.list(signal)).toMatchObject({
      error: { code: 'unreachable', detail: `127.0.0.1:${port} takes no connection.` },
    });
    stub = await startStubS3();
    expect(await storeAt('http://store.invalid').list(signal)).toMatchObject({ error: { code: 'unreachable' } });
  });
});

describe('a clock that differs', () => {
  /** A store whose clock is two hours ahead, and which takes nothing that is more than 15 minutes off. */
  const ahead: StubFault = ({ method, headers }, _request, response) => {
    const now = Date.now() + 2 * hourMs;
    response.setHeader('date', new Date(now).toUTCString());
    const [, day = '', time = ''] = /^(\d{8})T(\d{6})Z$/.exec(String(headers['x-amz-date'])) ?? [];
    const text = `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}T${time.slice(0, 2)}:${time.slice(2, 4)}:${time.slice(4)}Z`;
    if (Math.abs(Date.parse(text) - now) < 15 * 60_000) return undefined;
    s3Error(response, 403, 'RequestTimeTooSkewed', method === 'HEAD');
    return 'answered';
  };

  it('is worked around, and told; links are made by the clock of the store', async () => {
    stub.fault = ahead;
    const listed = await store.list(signal);
    expect(listed.ok && Math.round(listed.value.clockOffMs / 60_000)).toBe(120);
    const { path } = files.file('clip', small);
    expect(await store.putFile('a', path, { ...type, signal })).toEqual({ ok: true, value: { bytes: small } });
    const link = new URL(await store.presignGet('a', { expiresInSeconds: 60 }));
    const made = link.searchParams.get('X-Amz-Date')?.slice(0, 11);
    const soon = new Date(Date.now() + 2 * hourMs).toISOString().replaceAll(/[-:]/g, '').slice(0, 11);
    expect(made).toBe(soon);
  });
});

describe('a file on its way', () => {
  it('goes through a 503, a 429 and a cut in the middle of a part, and arrives once and whole', async () => {
    const { path, sha256 } = files.file('clip', large);
    let cuts = 1;
    const answers = [refusing(503, 'ServiceUnavailable'), refusing(429, 'TooManyRequests')];
    stub.fault = async (call, request, response) => {
      if (!isPart(call)) return undefined;
      const answer = answers.pop();
      if (answer !== undefined) return answer(call, request, response);
      cuts -= 1;
      return cuts < 0 ? undefined : cutting(call, request, response);
    };
    const told: number[] = [];
    const put = await store.putFile('a', path, { ...type, sha256, signal, onProgress: (done) => told.push(done) });
    expect(put).toEqual({ ok: true, value: { bytes: large } });
    expect(stub.objects.get('/clips/a')?.byteLength).toBe(large);
    expect(told).toEqual(told.toSorted((one, other) => one - other));
    expect(told.at(-1)).toBe(large);
    expect(stub.uploads.size).toBe(0);
  });

  it('that is cut off each time fails, and leaves no part behind', async () => {
    const { path } = files.file('clip', large);
    stub.fault = (call, request, response) => (isPart(call) ? cutting(call, request, response) : undefined);
    const put = await store.putFile('a', path, { ...type, signal });
    expect(put).toMatchObject({ ok: false, error: { code: 'unreachable' } });
    expect([stub.uploads.size, stub.objects.size]).toEqual([0, 0]);
  });

  it('that is called off stops at once, and its parts are taken back before that is said', async () => {
    const { path } = files.file('clip', large);
    const calledOff = new AbortController();
    // Parts are never answered: only the end of the line ends them.
    let open = 0;
    let lastClosed: Promise<unknown> = Promise.resolve();
    stub.fault = (call, request) => {
      if (!isPart(call)) return undefined;
      open += 1;
      const closed = new Promise((resolve) => request.socket.once('close', resolve));
      lastClosed = Promise.all([lastClosed, closed.then(() => (open -= 1))]);
      request.resume();
      calledOff.abort();
      return 'answered';
    };
    const put = await store.putFile('a', path, { ...type, signal: calledOff.signal });
    expect(put).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect([stub.uploads.size, stub.objects.size]).toEqual([0, 0]);
    await lastClosed;
    expect(open).toBe(0);
    expect(stub.calls.at(-1)).toMatchObject({ method: 'DELETE' });
  });

  it('is stored where only the answer was lost, and nothing is sent again', async () => {
    const { path, sha256 } = files.file('clip', large);
    const isEnd = ({ method, query }: Parameters<StubFault>[0]) => method === 'POST' && query.has('uploadId');
    stub.fault = times(3, isEnd, async (call, request): Promise<'answered'> => {
      const upload = stub.uploads.get(call.query.get('uploadId') ?? '');
      if (upload !== undefined) {
        const parts = [...upload.parts].toSorted(([one], [other]) => one - other).map(([, part]) => part);
        stub.objects.set(call.path, Buffer.concat(parts));
        stub.uploads.clear();
      }
      request.destroy();
      return 'answered';
    });
    expect(await store.putFile('a', path, { ...type, sha256, signal })).toEqual({ ok: true, value: { bytes: large } });
    expect(stub.calls.filter(isPart)).toHaveLength(3);
  });

  it('is not stored where the store has another length afterwards', async () => {
    const { path } = files.file('clip', small);
    stub.fault = ({ method }, _request, response) => {
      if (method !== 'HEAD') return undefined;
      response.writeHead(200, { 'content-length': small - 1 }).end();
      return 'answered';
    };
    expect(await store.putFile('a', path, { ...type, signal })).toMatchObject({
      ok: false,
      error: { code: 'rejected', detail: expect.stringContaining(`took ${small} bytes and then had ${small - 1}`) },
    });
  });

  it('first has what an earlier upload left of it taken away, and of nothing else', async () => {
    stub.uploads.set('old', { path: '/clips/a', parts: new Map() });
    stub.uploads.set('other', { path: '/clips/ab', parts: new Map() });
    const { path } = files.file('clip', large);
    expect(await store.putFile('a', path, { ...type, signal })).toMatchObject({ ok: true });
    expect([...stub.uploads.keys()]).toEqual(['other']);
  });

  it('that cannot be read is a refusal with the reason', async () => {
    expect(await store.putFile('a', files.path('nothing'), { ...type, signal })).toMatchObject({
      error: { code: 'rejected', detail: expect.stringContaining('ENOENT') },
    });
  });
});

describe('a file on its way here', () => {
  it('that is cut in the middle is fetched again, and never left in part', async () => {
    stub.objects.set('/clips/a', Buffer.alloc(small, 7));
    const halving: StubFault = (_call, _request, response) => {
      response.writeHead(200, { 'content-length': small });
      response.write(Buffer.alloc(small / 2, 7), () => response.destroy());
      return 'answered';
    };
    const isGet = ({ method }: Parameters<StubFault>[0]) => method === 'GET';
    stub.fault = times(1, isGet, halving);
    expect(await store.getFile('a', files.path('here'), { signal })).toEqual({ ok: true, value: { bytes: small } });
    stub.fault = times(100, isGet, halving);
    const cut = await store.getFile('a', files.path('gone'), { signal });
    expect(cut).toMatchObject({ ok: false, error: { code: 'unreachable' } });
    expect(existsSync(files.path('gone'))).toBe(false);
  });
});
