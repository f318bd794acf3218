import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clipOf, startYoutubeStandIn, type YoutubeStandIn } from '@videoexpress/cloud-clients/testing';
import { publicationSchema } from '@videoexpress/job-schema';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { DaemonUnderTest } from '../testing/kills/daemon-under-test.ts';
import { makeClip } from '../testing/real-media.ts';
import { seedChannel, type SeededChannel } from '../testing/seed-channel.ts';

const mib = 1024 * 1024;
const cliProgram = join(import.meta.dirname, '../../../cli/src/main.ts');

let root: string;
let youtube: YoutubeStandIn;
let clip: ReturnType<typeof clipOf>;
let channel: SeededChannel;
let daemon: DaemonUnderTest;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'videoexpress-cli-uploads-'));
  youtube = await startYoutubeStandIn({ bytesPerSecond: 4 * mib });
  clip = clipOf(4 * mib);
  channel = await seedChannel(root, { service: 'youtube', clipPath: clip.path, token: 'token-of-the-channel-123' });
  daemon = await DaemonUnderTest.start(root, undefined, { YOUTUBE_API_BASE_URL: youtube.base });
});
afterEach(async () => {
  await daemon.kill();
  await youtube.close();
  clip.remove();
  rmSync(root, { recursive: true, force: true });
});

/** The command line as a person calls it, in a process of its own. */
function videoexpress(...args: string[]) {
  const child = spawn(process.execPath, ['--conditions=source', cliProgram, ...args, '--data-dir', root], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (bytes: Buffer) => (out += bytes.toString()));
  child.stderr.on('data', (bytes: Buffer) => (err += bytes.toString()));
  return new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
    child.once('close', (code) => resolve({ code, out, err }));
  });
}

describe('the command line over a real daemon', { timeout: 120_000 }, () => {
  it('publishes a clip, shows what is measured, prints the link, and finds it again', async () => {
    const words = ['--title', 'Low tide', '--tags', 'sea, night', '--json'];
    const ran = await videoexpress('publish', channel.clip.slice(-8), '--to', 'youtube', ...words);
    expect(ran.err).toMatch(/uploading \d+%/);
    const { publication } = z.object({ publication: publicationSchema }).parse(JSON.parse(ran.out));
    expect(ran.code).toBe(0);
    expect(publication.posts).toMatchObject([
      { state: 'live', url: 'https://www.youtube.com/watch?v=video1', visibility: 'private' },
    ]);
    expect(youtube.videos).toMatchObject([
      { title: 'Low tide', sha256: createHash('sha256').update(readFileSync(clip.path)).digest('hex') },
    ]);
    const listed = await videoexpress('publications', 'list');
    expect(listed.out).toContain('https://www.youtube.com/watch?v=video1');
    const kept = await videoexpress('publish', channel.clip, '--to', 'youtube', '--title', 'a'.repeat(101));
    expect(kept).toMatchObject({ code: 2 });
    expect(kept.err).toContain('--title');
    expect(youtube.videos).toHaveLength(1);
  });

  it('brings a file into the library once, however often it is published', async () => {
    const file = join(root, 'waves.mp4');
    await makeClip(file);
    const first = await videoexpress('publish', file, '--to', 'youtube', '--draft', '--json');
    const again = await videoexpress('publish', file, '--to', 'youtube', '--draft', '--json');
    const [one, other] = [first, again].map(({ out }) =>
      z.object({ publication: publicationSchema }).parse(JSON.parse(out)),
    );
    expect(one?.publication).toMatchObject({ clipName: 'waves.mp4', draft: true });
    expect(other?.publication.assetId).toBe(one?.publication.assetId);
  });

  it('is asked by nobody, so it needs --yes for what is public', async () => {
    const refused = await videoexpress('publish', channel.clip, '--to', 'youtube', '--visibility', 'public');
    expect(refused).toMatchObject({ code: 2 });
    expect(refused.err).toContain('--yes');
    expect(youtube.calls.filter(({ call }) => call === 'start')).toEqual([]);
  });
});
