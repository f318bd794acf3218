import { mkdir, readdir, readlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type HttpTestApp, startHttpTestApp, testToken } from '../../testing/http-test-app.ts';
import { patience } from '../../testing/patience.ts';
import { openSocket, requestText } from '../../testing/raw-http.ts';
import { newAsset } from '../../testing/studio-double.ts';

/** More than the system takes in for a client that does not read. */
const content = Buffer.alloc(24 * 1024 * 1024, 'fox');

describe('a client that reads an answer slowly, or not at all', () => {
  let app: HttpTestApp;
  let file = '';
  let target = '';
  beforeEach(async () => {
    app = await startHttpTestApp({ readerStallMs: 700 });
    const asset = newAsset('video', { bytes: content.length });
    file = path.join(app.mediaFolder, 'film.mp4');
    await mkdir(app.mediaFolder, { recursive: true });
    await writeFile(file, content);
    app.studio.assetRows.set(asset.id, { asset, path: file, posterPath: null, objectKey: null });
    target = `/api/v1/assets/${asset.id}/content`;
  });
  afterEach(() => app.close());

  const bytesOf = (url: string) =>
    requestText(`GET ${url} HTTP/1.1`, [`host: localhost:${app.port}`, `authorization: Bearer ${testToken}`]);

  /** How often this process has the file open, where the system says. */
  async function timesOpen(): Promise<number> {
    const names = await readdir('/proc/self/fd').catch(() => []);
    const targets = await Promise.all(names.map((name) => readlink(`/proc/self/fd/${name}`).catch(() => '')));
    return targets.filter((each) => each === file).length;
  }

  it.each([
    ['a file', () => target],
    ['an archive', () => `/api/v1/asset-archive?ids=${[...app.studio.assetRows.keys()].join()}`],
  ])('is hung up on when it takes nothing of %s, and the file is closed', async (_, url) => {
    const sockets = await Promise.all(Array.from({ length: 20 }, () => openSocket(app.port)));
    let gone = 0;
    for (const socket of sockets) {
      socket.pause();
      socket.on('error', () => {});
      socket.once('close', () => (gone += 1));
      socket.write(bytesOf(url()));
    }
    if (process.platform === 'linux') await expect.poll(timesOpen, patience).toBeGreaterThan(0);
    await expect.poll(timesOpen, patience).toBe(0);
    // What the system took in meanwhile comes before the end is seen.
    for (const socket of sockets) socket.resume();
    await expect.poll(() => gone, patience).toBe(20);
    expect((await app.fetch(url())).status).toBe(200);
  });

  it('gets everything when it reads a little now and then', async () => {
    const socket = await openSocket(app.port);
    let received = 0;
    const everything = new Promise<void>((resolve, reject) => {
      socket.once('close', () => reject(new Error(`Cut off after ${received} bytes`)));
      socket.on('data', (bytes) => {
        received += bytes.length;
        if (received > content.length) resolve();
        socket.pause();
        setTimeout(() => socket.resume(), 5);
      });
    });
    const beganAt = performance.now();
    socket.write(bytesOf(target));
    await everything;
    expect(performance.now() - beganAt).toBeGreaterThan(1400);
    socket.destroy();
  }, 30_000);
});
