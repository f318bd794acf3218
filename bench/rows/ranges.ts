import { spawnSync } from 'node:child_process';
import { closeSync, createReadStream, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { newAssetId } from '../../packages/job-schema/src/index.ts';
import { openLocalStore } from '../../packages/local-store/src/index.ts';
import { startBuiltDaemon } from '../harness/built-daemon.ts';
import type { Row } from '../harness/figure.ts';
import { inTurns } from '../harness/in-turns.ts';
import { residentMegabytes } from '../harness/process-facts.ts';

const fullBytes = 1_000_000_000;
const pieceBytes = 1_000_000;

function writeClip(path: string, bytes: number): void {
  const file = openSync(path, 'w');
  const piece = Buffer.alloc(pieceBytes, 'clip');
  for (let written = 0; written < bytes; written += pieceBytes) writeSync(file, piece);
  fsyncSync(file);
  closeSync(file);
}

/** Makes the next read of a file come from the disk, where `dd` can. */
function forgetCached(path: string): void {
  spawnSync('dd', [`if=${path}`, 'iflag=nocache', 'count=0'], { stdio: 'ignore' });
}

async function readAll(stream: Readable, onPiece: () => void): Promise<number> {
  let bytes = 0;
  for await (const piece of stream) {
    bytes += Buffer.byteLength(piece);
    onPiece();
  }
  return bytes;
}

/** A range of a large clip from the daemon, next to the same bytes read from the same disk without it. */
export const ranges: Row = {
  id: 'ranges',
  about: 'a range of a 1 GB clip over HTTP, and the memory it takes meanwhile',
  async measure(run) {
    const dataDir = run.folder('daemon');
    const data = join(dataDir, 'data');
    const folder = join(data, 'media', '2026-01');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, 'clip.mp4');
    const bytes = run.sized(fullBytes);
    writeClip(path, bytes);
    const opened = openLocalStore(join(data, 'videoexpress.db'), { dataFolder: data });
    if (!opened.ok) throw new Error(opened.error.detail);
    const id = newAssetId();
    const createdAt = new Date().toISOString();
    const asset = { id, type: 'video', name: 'Clip', bytes, sha256: 'a'.repeat(64), mimeType: 'video/mp4' } as const;
    const shown = { ...asset, favourite: false, warnings: [], createdAt };
    await opened.value.assets.insert({ asset: shown, path, posterPath: null, settings: null }, Date.now());
    await opened.value.close();

    const daemon = await startBuiltDaemon(dataDir);
    const token = readFileSync(join(dataDir, 'state', 'token'), 'utf8').trim();
    const grown: number[] = [];
    const speed = async (stream: Readable, onPiece: () => void = () => undefined) => {
      const beganMs = performance.now();
      const read = await readAll(stream, onPiece);
      if (read !== bytes - 1) throw new Error(`${read} bytes came, not ${bytes - 1}`);
      return read / 1e6 / ((performance.now() - beganMs) / 1000);
    };
    try {
      const [served = [], direct = []] = await inTurns(run.times, [
        async () => {
          forgetCached(path);
          const before = residentMegabytes(daemon.pid);
          let most = before;
          let pieces = 0;
          const headers = { authorization: `Bearer ${token}`, range: 'bytes=1-' };
          const options = { host: '127.0.0.1', port: daemon.port, path: `/api/v1/assets/${id}/content`, headers };
          const answer = await new Promise<Readable>((resolve, reject) => {
            get(options, resolve).on('error', reject);
          });
          const megabytes = await speed(answer, () => {
            pieces += 1;
            if (pieces % 500 === 0) most = Math.max(most, residentMegabytes(daemon.pid));
          });
          grown.push(most - before);
          return megabytes;
        },
        () => {
          forgetCached(path);
          return speed(createReadStream(path, { start: 1, highWaterMark: 256 * 1024 }));
        },
      ]);
      const limit = { what: 'the same bytes read from the file by a Node stream, 256 KiB at a time', values: direct };
      return [
        {
          name: `range of a ${bytes / 1e6} MB clip`,
          unit: 'MB/s',
          values: served,
          limit,
          goal: { kind: 'at_least_share', share: 0.8 },
        },
        {
          name: '  memory it grows by meanwhile',
          unit: 'MB',
          // The first time of all fills the heap that later ones use.
          values: grown.slice(1),
          limit: null,
          goal: { kind: 'at_most', value: 32 },
        },
      ];
    } finally {
      await daemon.stop();
    }
  },
};
