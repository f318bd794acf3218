import { createHash, randomBytes } from 'node:crypto';
import { type FileHandle, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pieceBytes, readPieces } from './read-pieces.ts';

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

describe('the pieces of a file', () => {
  // Not a whole number of pieces, and no two alike.
  const content = randomBytes(9 * pieceBytes + 12_345);
  let folder: string;
  let file: string;
  let handle: FileHandle;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'videoexpress-pieces-'));
    file = path.join(folder, 'clip.mp4');
    await writeFile(file, content);
    handle = await open(file);
  });
  afterEach(async () => {
    await handle.close();
    await rm(folder, { recursive: true });
  });

  it.each([
    ['all of it', 0, content.length - 1],
    ['one byte', 7, 7],
    ['exactly one piece', 0, pieceBytes - 1],
    ['one byte more than a piece', 1, pieceBytes + 1],
    ['the last bytes', content.length - 3, content.length - 1],
  ])('gives %s, each byte once', async (_, start, end) => {
    const pieces: Buffer[] = [];
    for await (const piece of readPieces(handle, start, end)) pieces.push(Buffer.from(piece));
    expect(sha256(Buffer.concat(pieces))).toBe(sha256(content.subarray(start, end + 1)));
  });

  it('takes two buffers for all of them, and one for a small file', async () => {
    const buffersOf = async (end: number) => {
      const buffers = new Set<ArrayBufferLike>();
      for await (const { buffer } of readPieces(handle, 0, end)) buffers.add(buffer);
      return [...buffers].map(({ byteLength }) => byteLength);
    };
    expect(await buffersOf(content.length - 1)).toEqual([pieceBytes, pieceBytes]);
    expect(await buffersOf(99)).toEqual([100]);
  });

  it('reaches a client that reads slowly as it is in the file', async () => {
    const server = createServer((_, response) => {
      response.writeHead(200, { 'content-length': String(content.length) });
      void pipeline(readPieces(handle, 0, content.length - 1), response);
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const answer = await new Promise<IncomingMessage>((resolve) => get({ host: '127.0.0.1', port }, resolve));
    const received: Buffer[] = [];
    for await (const part of answer) {
      received.push(part);
      // Everything else that is ready has its turn first, so that the daemon is always ahead of the client.
      for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    }
    server.close();
    expect(sha256(Buffer.concat(received))).toBe(sha256(content));
  });

  it('fails where the file was cut off meanwhile', async () => {
    const read = async () => {
      let bytes = 0;
      for await (const piece of readPieces(handle, 0, content.length - 1)) {
        bytes += piece.length;
        if (bytes === pieceBytes) await writeFile(file, 'short');
      }
    };
    await expect(read()).rejects.toThrow('The file ends at');
  });
});
