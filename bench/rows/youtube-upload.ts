import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, createReadStream, openSync, writeSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { createYoutubeSite } from '../../packages/cloud-clients/src/index.ts';
import { publishTask, steadyTokens } from '../../packages/cloud-clients/src/testing/publish-task.ts';
import { systemClock } from '../../packages/host/src/index.ts';
import type { Row } from '../harness/figure.ts';
import { inTurns } from '../harness/in-turns.ts';

const fullBytes = 400_000_000;
const pieceBytes = 1_000_000;
const program = fileURLToPath(
  new URL('../../packages/cloud-clients/src/testing/youtube-stand-in/main.ts', import.meta.url),
);

function writeFile(path: string, bytes: number): void {
  const file = openSync(path, 'w');
  const piece = randomBytes(pieceBytes);
  for (let written = 0; written < bytes; written += pieceBytes) writeSync(file, piece);
  closeSync(file);
}

/** The stand-in in a process of its own, so that it takes no time from whoever sends. */
async function startStandIn(): Promise<{ readonly base: string; readonly stop: () => Promise<void> }> {
  const child = spawn(process.execPath, ['--conditions=source', program], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  if (child.stdout === null) throw new Error('The stand-in has no output');
  const lines = createInterface({ input: child.stdout });
  const [base = ''] = await new Promise<string[]>((resolve) => lines.once('line', (line) => resolve([line])));
  return {
    base,
    async stop() {
      child.disconnect();
      await exited;
    },
  };
}

/** One PUT of the whole file, as simple as it can be. */
async function plainPut(base: string, path: string, bytes: number): Promise<void> {
  const started = await fetch(`${base}/upload/youtube/v3/videos?uploadType=resumable&part=snippet`, {
    method: 'POST',
    headers: { authorization: 'Bearer bench', 'x-upload-content-length': String(bytes) },
    body: JSON.stringify({ snippet: { title: 'Plain' } }),
  });
  const url = started.headers.get('location');
  if (url === null) throw new Error(`The stand-in answered ${started.status}`);
  const put = request(url, {
    method: 'PUT',
    headers: { authorization: 'Bearer bench', 'content-type': 'video/mp4', 'content-length': String(bytes) },
  });
  const answered = new Promise<number>((resolve, reject) => {
    put.once('error', reject);
    put.once('response', (response) => response.resume().once('end', () => resolve(response.statusCode ?? 0)));
  });
  await pipeline(createReadStream(path, { highWaterMark: 512 * 1024 }), put);
  const status = await answered;
  if (status !== 201) throw new Error(`The stand-in answered ${status}`);
}

/** A clip to YouTube, journal and questions counted in, next to a plain stream of the same file to the same server. */
export const youtubeUpload: Row = {
  id: 'youtube-upload',
  about: 'a large clip to the stand-in for YouTube, and the memory it takes meanwhile',
  async measure(run) {
    const path = join(run.folder('youtube-upload'), 'clip.mp4');
    const bytes = run.sized(fullBytes);
    writeFile(path, bytes);
    const standIn = await startStandIn();
    try {
      const site = createYoutubeSite({
        tokens: steadyTokens(),
        clock: systemClock,
        timeZone: () => 'UTC',
        base: standIn.base,
      });
      const grown: number[] = [];
      const speed = async (send: () => Promise<void>) => {
        const beganMs = performance.now();
        await send();
        return bytes / 1e6 / ((performance.now() - beganMs) / 1000);
      };
      const [ours = [], plain = []] = await inTurns(run.times, [
        async () => {
          const before = process.memoryUsage.rss();
          let most = before;
          const task = publishTask({ path });
          const megabytes = await speed(async () => {
            const report = () => void (most = Math.max(most, process.memoryUsage.rss()));
            const outcome = await site.publish({ ...task, report });
            if (outcome.kind !== 'published') throw new Error(JSON.stringify(outcome));
          });
          grown.push((most - before) / 1e6);
          return megabytes;
        },
        () => speed(() => plainPut(standIn.base, path, bytes)),
      ]);
      return [
        {
          name: `upload of a ${bytes / 1e6} MB clip to YouTube`,
          unit: 'MB/s',
          values: ours,
          limit: { what: 'a plain stream of the same file to the same server, in one PUT', values: plain },
          goal: { kind: 'at_least_share', share: 0.9 },
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
      await standIn.stop();
    }
  },
};
