import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock } from '@videoexpress/studio/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { resultFor, type TakenOrder, type WireCalls, wireCalls } from '../testing/own-gpu/wire-calls.ts';
import { type DoorUnderTest, openWorkerDoor } from '../testing/own-gpu/worker-door-under-test.ts';
import { openSocket, rawRequest, requestText } from '../testing/raw-http.ts';

let folder = '';
let clock: ManualClock;
let door: DoorUnderTest;
let wire: WireCalls;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'videoexpress-own-gpu-'));
  clock = new ManualClock();
  door = await openWorkerDoor({ folder, clock });
  wire = wireCalls(door);
});
afterEach(async () => {
  await door.end();
  rmSync(folder, { recursive: true, force: true });
});

const origin = (): string => `http://127.0.0.1:${door.port}`;

async function taken(): Promise<TakenOrder> {
  await wire.submit();
  const order = await wire.take('worker');
  if (order === null) throw new Error('Nothing was handed out');
  return order;
}

/** Every file of the orders, without the orders themselves. */
function files(): string[] {
  return readdirSync(join(folder, 'own-gpu'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.(mp4|part|webp)$/.test(name),
  );
}

describe('who has no token', () => {
  it.each(['GET /v2/own-gpu/job-take/w?gpu=x', 'GET /v2/own-gpu/job-stop/w?gpu=x', 'GET /v2/own-gpu/ping/w?gpu=x'])(
    'gets nothing by %s',
    async (line) => {
      for (const header of ['x: y', 'authorization: ', 'authorization: wrong', `authorization: ${door.token}x`]) {
        const answer = await rawRequest(door.port, requestText(`${line} HTTP/1.1`, ['host: x', header]));
        expect([401, 429]).toContain(answer.status);
      }
    },
  );

  it('is held up after ten tries a minute, while workers with the right one are not', async () => {
    const guess = () => wire.call('ping/w?gpu=x', { headers: { authorization: 'wrong' } });
    const statuses: number[] = [];
    for (let tries = 0; tries < 12; tries += 1) statuses.push((await guess()).status);
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429, 429]);
    expect((await guess()).headers.get('retry-after')).toBe('60');
    expect((await wire.ping('w')).status).toBe(200);
    clock.advance(60_000);
    expect((await guess()).status).toBe(401);
  });

  it('is not written into the log with what was tried, and the right one never is', async () => {
    await wire.call('ping/w?gpu=x', { headers: { authorization: 'my-wrong-guess' } });
    await wire.ping('w');
    const order = await taken();
    const log = JSON.stringify(door.log.lines);
    for (const secret of ['my-wrong-guess', door.token, order.links.video_put_url.split('/').at(-1) ?? ''])
      expect(log).not.toContain(secret);
  });

  it('may not be a page in a browser, whatever it shows', async () => {
    for (const header of ['origin: http://evil.example', 'sec-fetch-site: same-origin']) {
      const lines = ['host: x', header, `authorization: ${door.token}`];
      const answer = await rawRequest(door.port, requestText('GET /v2/own-gpu/ping/w?gpu=x HTTP/1.1', lines));
      expect(answer.status).toBe(403);
    }
  });
});

describe('what is there', () => {
  it.each([
    '/',
    '/healthz',
    '/login?code=x',
    '/api/v1/health',
    '/api/v1/jobs',
    '/api/v1/workers',
    '/api/v1/openapi.json',
    '/v2/own-gpu/',
    '/v2/own-gpu/job-take/',
    '/v2/own-gpu/job-done/w?gpu=x',
    '/v2/own-gpu/ping/w/att_1?gpu=x',
    '/v2/other/ping/w?gpu=x',
    '/v2/own-gpu/ping/..%2f..?gpu=x',
    '/v2/own-gpu/../../etc/passwd',
    '/files/',
    '/files/../worker-token',
    '/files/%2e%2e%2fworker-token',
    `/files/${'a'.repeat(43)}?x=1`,
    `/files/${'a'.repeat(43)}/..`,
    '/__proto__',
    '/v2/own-gpu/__proto__/w',
    '/v2/own-gpu/toString/w',
  ])('is nothing at %s', async (target) => {
    const lines = ['host: x', `authorization: ${door.token}`];
    const answer = await rawRequest(door.port, requestText(`GET ${target} HTTP/1.1`, lines));
    expect(answer.status).toBe(404);
    expect(answer.body).toBe('{}');
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('takes each method in its place only', async () => {
    const { links } = await taken();
    expect((await wire.call('ping/w?gpu=x', { method: 'POST' })).status).toBe(405);
    expect((await wire.call('job-done/w/att_1?gpu=x')).status).toBe(405);
    expect((await fetch(links.video_put_url, { method: 'DELETE' })).status).toBe(405);
    expect((await fetch(links.video_put_url)).status).toBe(404);
    expect((await wire.put(links.result_get_url, 'x')).status).toBe(404);
  });

  it('sends links that lead back to where the worker called, and nowhere that is no address', async () => {
    await wire.submit();
    const order = await wire.take('w', 'gpu=x&job_in_progress=0&base=https%3A%2F%2Fgpu.example%2Fvideo%2F');
    expect(order?.links.video_put_url).toMatch(/^https:\/\/gpu\.example\/video\/files\/[\w-]{43}$/);
    for (const base of ['ftp://x', 'javascript:1', 'http://u:p@x', 'http://x/?q=1', 'no url']) {
      const refused = await wire.call(`job-take/w?gpu=x&base=${encodeURIComponent(base)}`);
      expect(refused.status).toBe(400);
    }
  });
});

describe('a link', () => {
  it('takes one clip: the same again is as good, another one is refused, and the end of the job is its own', async () => {
    const order = await taken();
    const { video_put_url: video, result_put_url: result } = order.links;
    expect((await wire.put(result, JSON.stringify(resultFor(order, 'a clip')))).status).toBe(409);
    expect((await wire.put(video, 'a clip')).status).toBe(200);
    expect((await wire.put(video, 'a clip')).status).toBe(200);
    expect((await wire.put(video, 'another')).status).toBe(409);
    expect((await wire.put(result, JSON.stringify(resultFor(order, 'another')))).status).toBe(409);
    expect((await wire.put(result, 'no result')).status).toBe(409);
    expect(files()).toHaveLength(1);
    expect((await wire.put(result, JSON.stringify(resultFor(order, 'a clip')))).status).toBe(200);
    expect((await wire.put(video, 'a clip')).status).toBe(404);
    expect((await fetch(order.links.claim_get_url)).status).toBe(404);
  });

  it('hands an input out once', async () => {
    const picture = join(folder, 'picture.png');
    writeFileSync(picture, 'a picture');
    await wire.submit({
      kind: 'image_to_video',
      input: { ...(await wire.submit()).input, model: 'wan2.2-ti2v-5b' },
      files: { image: picture },
    });
    await wire.take('other');
    const order = await wire.take('worker');
    if (order?.order.kind !== 'image_to_video' || order.order.image.type !== 'url') throw new Error('No picture');
    const { url } = order.order.image;
    const first = await fetch(url);
    expect([first.status, await first.text()]).toEqual([200, 'a picture']);
    expect((await fetch(url)).status).toBe(404);
  });

  it('keeps the first claim where nothing else may stand in its place', async () => {
    const { links } = await taken();
    const onlyNew = { 'if-none-match': '*' };
    expect((await fetch(links.claim_get_url)).status).toBe(404);
    expect((await wire.put(links.claim_put_url, '"first"', onlyNew)).status).toBe(200);
    expect((await wire.put(links.claim_put_url, '"second"', onlyNew)).status).toBe(412);
    expect(await (await fetch(links.claim_get_url)).text()).toBe('"first"');
  });

  it('takes no clip beyond its size, says so before it comes, and leaves nothing of one that breaks off', async () => {
    const { links } = await taken();
    const { pathname } = new URL(links.video_put_url);
    const tooLarge = ['host: x', `content-length: ${2 * 1024 ** 3 + 1}`];
    const refused = await rawRequest(door.port, requestText(`PUT ${pathname} HTTP/1.1`, tooLarge, 'abc'));
    expect(refused.status).toBe(413);
    const socket = await openSocket(door.port);
    socket.write(requestText(`PUT ${pathname} HTTP/1.1`, ['host: x', 'content-length: 1000'], 'half of it'));
    while (files().length === 0) await new Promise((resolve) => setImmediate(resolve));
    socket.destroy();
    while (files().length > 0) await new Promise((resolve) => setImmediate(resolve));
    expect((await wire.put(links.video_put_url, 'whole')).status).toBe(200);
  });

  it('does not wait for hours for a clip that comes a byte a minute', async () => {
    const { links } = await taken();
    const socket = await openSocket(door.port);
    const answered = new Promise<string>((resolve) => socket.once('data', (bytes) => resolve(bytes.toString())));
    const { pathname } = new URL(links.video_put_url);
    socket.write(requestText(`PUT ${pathname} HTTP/1.1`, ['host: x', 'content-length: 100000'], 'x'));
    while (files().length === 0) await new Promise((resolve) => setImmediate(resolve));
    const trickle = setInterval(() => {
      clock.advance(55_000);
      socket.write('x');
    }, 5);
    expect(await answered).toMatch(/^HTTP\/1\.1 408 /);
    clearInterval(trickle);
    socket.destroy();
    expect(files()).toEqual([]);
  });

  it('is not guessed: wrong ones are held up too', async () => {
    const statuses: number[] = [];
    for (let tries = 0; tries < 11; tries += 1)
      statuses.push((await fetch(`${origin()}/files/${String(tries).padStart(43, 'a')}`)).status);
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 404), 429]);
  });
});

describe('a report', () => {
  it('of more than a megabyte is refused, and of no JSON fails the job', async () => {
    const request = await wire.submit();
    const order = await wire.take('worker');
    const large = await wire.post('worker', order?.id ?? '', { output: 'x'.repeat(1024 * 1024) });
    expect(large.status).toBe(413);
    expect(await wire.stateOf(request)).toMatchObject({ state: 'running' });
    const odd = await wire.call(`job-done/worker/${order?.id}?gpu=x`, { method: 'POST', body: 'a=b&c=d' });
    expect(odd.status).toBe(200);
    expect(await wire.stateOf(request)).toMatchObject({ state: 'failed', billed: false });
  });

  it('of somebody else’s job, or of none, changes nothing', async () => {
    const request = await wire.submit();
    const order = await wire.take('worker');
    expect((await wire.post('stranger', order?.id ?? '', { error: 'boom' })).status).toBe(404);
    expect((await wire.post('worker', 'att_nothing', { error: 'boom' })).status).toBe(404);
    expect(await wire.stateOf(request)).toMatchObject({ state: 'running' });
  });

  it('that all is well, without a clip, is not believed', async () => {
    const request = await wire.submit();
    const order = await wire.take('worker');
    if (order === null) throw new Error('No order');
    await wire.post('worker', order.id, { output: resultFor(order, 'a clip that never came') });
    expect(await wire.stateOf(request)).toMatchObject({
      state: 'failed',
      userMessage: expect.stringContaining('did not arrive'),
    });
  });
});

describe('the connection', () => {
  it('of a client that speaks no HTTP is ended', async () => {
    const odd = await rawRequest(door.port, 'NONSENSE\r\n\r\n');
    expect(odd.status).toBe(400);
  });
});
