import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { clipOf } from '../../publish-task.ts';
import { startYoutubeStandIn, type YoutubeStandIn } from '../youtube-stand-in.ts';

// `npm run test:all` brings the client that Google publishes: a stranger to this repository.
const python = process.env['VIDEOEXPRESS_GOOGLE_CLIENT_PYTHON'] ?? '';
const program = fileURLToPath(new URL('upload.py', import.meta.url));

let youtube: YoutubeStandIn;
let clip: ReturnType<typeof clipOf>;
beforeEach(async () => {
  youtube = await startYoutubeStandIn({ processingLooks: 0 });
  clip = clipOf(3 * 1024 * 1024 + 1234);
});
afterEach(async () => {
  await youtube.close();
  clip.remove();
});

async function upload(): Promise<readonly unknown[]> {
  const { stdout } = await promisify(execFile)(python, [program, youtube.base, clip.path], { timeout: 60_000 });
  return stdout
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
}

it("is understood by Google's own client: chunks, what is confirmed, and the video", { timeout: 90_000 }, async () => {
  const mib = 1024 * 1024;
  expect(await upload()).toEqual([
    { progress: [mib, 2 * mib, 3 * mib], id: 'video1' },
    { uploadStatus: 'processed', privacyStatus: 'unlisted' },
  ]);
  expect(youtube.videos).toHaveLength(1);
  expect(youtube.videos[0]?.sha256).toBe(createHash('sha256').update(readFileSync(clip.path)).digest('hex'));
});
