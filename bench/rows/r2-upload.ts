import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createObjectStorage } from '../../packages/cloud-clients/src/index.ts';
import { type S3Server, startS3Server } from '../../packages/cloud-clients/src/testing/index.ts';
import { systemClock } from '../../packages/host/src/index.ts';
import { provideRclone } from '../../scripts/test/object-storage/rclone.mjs';
import { NotMeasured, type Row } from '../harness/figure.ts';
import { inTurns } from '../harness/in-turns.ts';

const fullBytes = 200_000_000;
const pieceBytes = 1_000_000;

function writeFile(path: string, bytes: number): void {
  const file = openSync(path, 'w');
  const piece = randomBytes(pieceBytes);
  for (let written = 0; written < bytes; written += pieceBytes) writeSync(file, piece);
  closeSync(file);
}

/** rclone as a person would call it, with its own ways to send in parts, and its own start in the time. */
async function copyByRclone(rclone: string, config: string, path: string, key: string): Promise<void> {
  const flags = ['copyto', '--config', config, '--s3-upload-cutoff', '8M', '--ignore-times', path, `bench:${key}`];
  const child = spawn(rclone, flags, { stdio: ['ignore', 'ignore', 'inherit'] });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error(`rclone ended with ${String(code)}`);
}

function configFor({ endpoint, accessKeyId, secretAccessKey }: S3Server): string {
  return `[bench]\ntype = s3\nprovider = Other\nendpoint = ${endpoint}\naccess_key_id = ${accessKeyId}\nsecret_access_key = ${secretAccessKey}\nforce_path_style = true\n`;
}

/** A clip into the object storage, next to the same file sent to the same server by rclone. */
export const r2Upload: Row = {
  id: 'r2-upload',
  about: 'a large clip to an S3 server, and the memory it takes meanwhile',
  async measure(run) {
    const provided = await provideRclone(process.env);
    if ('missing' in provided) throw new NotMeasured(`rclone is not there: ${provided.missing}`);
    const folder = run.folder('r2-upload');
    const path = join(folder, 'clip.mp4');
    const config = join(folder, 'rclone.conf');
    const bytes = run.sized(fullBytes);
    writeFile(path, bytes);
    const server = await startS3Server({ program: provided.program });
    try {
      writeFileSync(config, configFor(server));
      const { bucket, endpoint, accessKeyId, secretAccessKey } = server;
      const storage = createObjectStorage({
        secrets: { read: async (name) => (name === 'AWS_ACCESS_KEY_ID' ? accessKeyId : secretAccessKey) },
        outside: { bucket, endpoint },
        clock: systemClock,
      });
      const store = await storage.current();
      if (store === null) throw new Error('No bucket');
      const { signal } = new AbortController();
      const grown: number[] = [];
      const speed = async (send: () => Promise<void>) => {
        const beganMs = performance.now();
        await send();
        return bytes / 1e6 / ((performance.now() - beganMs) / 1000);
      };
      const [ours = [], theirs = []] = await inTurns(run.times, [
        async () => {
          const before = process.memoryUsage.rss();
          let most = before;
          const megabytes = await speed(async () => {
            const onProgress = () => (most = Math.max(most, process.memoryUsage.rss()));
            const put = await store.putFile('ours.mp4', path, { contentType: 'video/mp4', onProgress, signal });
            if (!put.ok) throw new Error(put.error.detail);
          });
          grown.push((most - before) / 1e6);
          return megabytes;
        },
        () => speed(() => copyByRclone(provided.program, config, path, `${bucket}/theirs.mp4`)),
      ]);
      return [
        {
          name: `upload of a ${bytes / 1e6} MB clip`,
          unit: 'MB/s',
          values: ours,
          limit: { what: 'the same file sent to the same server by rclone, its start counted in', values: theirs },
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
      await server.stop();
    }
  },
};
