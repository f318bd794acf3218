import { readdir, stat } from 'node:fs/promises';
import type { Socket } from 'node:net';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type HttpTestApp, outcomeOf, startHttpTestApp, testToken } from '../../testing/http-test-app.ts';
import { patience } from '../../testing/patience.ts';
import { openSocket, requestText } from '../../testing/raw-http.ts';

const mega = 1024 * 1024;

describe('uploads at once', () => {
  let app: HttpTestApp;
  let freeBytes = 100_000 * mega;
  beforeEach(async () => {
    freeBytes = 100_000 * mega;
    app = await startHttpTestApp({ freeBytes: () => Promise.resolve(freeBytes) });
  });
  afterEach(() => app.close());

  function post(bytes: number): Promise<Response> {
    const body = new FormData();
    body.append('file', new Blob([new Uint8Array(bytes)], { type: 'image/png' }), 'fox.png');
    return app.fetch('/api/v1/assets', { method: 'POST', body });
  }
  const left = () => readdir(app.uploadFolder);

  /** An upload that announces so much, and sends the beginning of it only. */
  async function begun(announcedBytes: number): Promise<Socket> {
    const socket = await openSocket(app.port);
    socket.on('error', () => {});
    const headers = [`host: localhost:${app.port}`, `authorization: Bearer ${testToken}`];
    const type = ['content-type: multipart/form-data; boundary=b', `content-length: ${announcedBytes}`];
    socket.write(requestText('POST /api/v1/assets HTTP/1.1', [...headers, ...type]));
    socket.write('--b\r\ncontent-disposition: form-data; name="file"; filename="x"\r\n\r\nabc');
    return socket;
  }

  it('does not promise the same bytes of the disk to uploads that come at once', async () => {
    freeBytes = (64 + 25) * mega;
    const held = await begun(10 * mega);
    await expect.poll(async () => (await left()).length, patience).toBe(1);
    expect(await outcomeOf(await post(18 * mega))).toBe('507 disk_full');
    expect((await post(10 * mega)).status).toBe(201);
    // What one that left was promised is free again.
    held.destroy();
    await expect.poll(left, patience).toEqual([]);
    expect((await post(18 * mega)).status).toBe(201);
  });

  it('takes 16 at once, tells the next one to come again, and has the place back when one leaves', async () => {
    const held = await Promise.all(Array.from({ length: 16 }, () => begun(mega)));
    await expect.poll(async () => (await left()).length, patience).toBe(16);
    const refused = await post(3);
    expect(refused.headers.get('retry-after')).toBe('5');
    expect(await outcomeOf(refused)).toBe('429 rate_limited');
    held[0]?.destroy();
    await expect.poll(async () => (await post(3)).status, patience).toBe(201);
    for (const socket of held) socket.destroy();
    await expect.poll(left, patience).toEqual([]);
  });

  it('lets go of one whose client left while the disk was looked at', async () => {
    const looked = Promise.withResolvers<number>();
    const looking = Promise.withResolvers<void>();
    await app.close();
    app = await startHttpTestApp({
      freeBytes: () => {
        looking.resolve();
        return looked.promise;
      },
    });
    const socket = await begun(mega);
    await looking.promise;
    socket.destroy();
    await expect.poll(() => app.log.lines.length, patience).toBe(1);
    looked.resolve(100_000 * mega);
    await expect.poll(() => app.log.lines.map((line) => line.fields['clientLeft']), patience).toEqual([true]);
    await expect.poll(left, patience).toEqual([]);
    for (let count = 0; count < 16; count += 1) expect((await post(3)).status, String(count)).toBe(201);
    const others = await Promise.all(Array.from({ length: 16 }, () => begun(mega)));
    await expect.poll(async () => (await left()).length, patience).toBe(16);
    for (const other of others) other.destroy();
    await expect.poll(left, patience).toEqual([]);
  });

  it('hangs up on one that sends a byte now and then, and on none that is merely slow or slept', async () => {
    const [drip, slow] = await Promise.all([begun(100 * mega), begun(100 * mega)]);
    await expect.poll(async () => (await left()).length, patience).toBe(2);
    const sizes = async () =>
      (await Promise.all((await left()).map((name) => stat(path.join(app.uploadFolder, name))))).map(
        ({ size }) => size,
      );
    const gone = new Promise((resolve) => drip.once('close', resolve).resume());
    let sent = 3;
    // Eight hours of sleep, and then less than a minute at a time.
    for (const pauseMs of [8 * 3_600_000, 59_000, 59_000, 59_000, 59_000]) {
      app.clock.advance(pauseMs);
      drip.write('x');
      slow.write(Buffer.alloc(80 * 1024));
      sent += 80 * 1024;
      // What the clock says counts where a piece comes in.
      await expect.poll(async () => Math.max(...(await sizes())), patience).toBeGreaterThan(sent - 64 * 1024);
    }
    await gone;
    await expect.poll(async () => (await left()).length, patience).toBe(1);
    expect(slow.destroyed).toBe(false);
    slow.destroy();
    await expect.poll(left, patience).toEqual([]);
  });
});
