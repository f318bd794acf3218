import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clipOf, startYoutubeStandIn, type YoutubeStandIn } from '@videoexpress/cloud-clients/testing';
import { type Post, postContentSchema, type PublicationId } from '@videoexpress/job-schema';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DaemonUnderTest } from '../testing/kills/daemon-under-test.ts';
import { seedChannel, type SeededChannel } from '../testing/seed-channel.ts';

const mib = 1024 * 1024;
const token = 'token-of-the-channel-1234567890';

let root: string;
let youtube: YoutubeStandIn;
let clip: ReturnType<typeof clipOf>;
let channel: SeededChannel;
let daemon: DaemonUnderTest;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'videoexpress-uploads-'));
  youtube = await startYoutubeStandIn({ bytesPerSecond: 6 * mib });
  clip = clipOf(6 * mib);
  channel = await seedChannel(root, { service: 'youtube', clipPath: clip.path, token });
  daemon = await start();
});
afterEach(async () => {
  await daemon.kill();
  await youtube.close();
  clip.remove();
  rmSync(root, { recursive: true, force: true });
});

const eventually = (condition: () => Promise<boolean>) => expect.poll(condition, { timeout: 30_000 }).toBe(true);
const start = () => DaemonUnderTest.start(root, undefined, { YOUTUBE_API_BASE_URL: youtube.base });

async function publish(): Promise<PublicationId> {
  const content = postContentSchema.parse({ title: 'Low tide' });
  const posts = [{ connectionId: channel.connectionId, content, when: { kind: 'now' } as const }];
  const made = await daemon.api.call('createPublication', { body: { assetId: channel.clip, draft: false, posts } });
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  return made.value.body.id;
}

async function postOf(id: PublicationId): Promise<Post> {
  const read = await daemon.api.call('getPublication', { params: { id } });
  const [post] = read.ok ? read.value.body.posts : [];
  if (post === undefined) throw new Error(JSON.stringify(read));
  return post;
}

const untilLive = (id: PublicationId) => eventually(async () => (await postOf(id)).state === 'live');

function filesBelow(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

function expectOneVideo(): void {
  expect(youtube.videos).toHaveLength(1);
  expect(youtube.videos[0]?.sha256).toBe(createHash('sha256').update(readFileSync(clip.path)).digest('hex'));
}

describe('a daemon that is killed while it uploads', { timeout: 120_000 }, () => {
  it('goes on with the same upload: one video, with its link in the history', async () => {
    const id = await publish();
    await eventually(async () => youtube.bytesKept > 2 * mib);
    await daemon.kill();
    const kept = youtube.bytesKept;
    expect(youtube.videos).toHaveLength(0);
    daemon = await start();
    await untilLive(id);
    expectOneVideo();
    expect(await postOf(id)).toMatchObject({ url: 'https://www.youtube.com/watch?v=video1', visibility: 'private' });
    expect(youtube.calls.filter(({ call }) => call === 'start')).toHaveLength(1);
    // What was there was not sent again.
    const [asked] = youtube.calls.filter(({ call }) => call === 'question');
    expect(asked?.range).toBe(`bytes */${6 * mib}`);
    expect(kept).toBeGreaterThan(0);
    // Database, its journal and the log have seen all of it, and none has the token or the address of the upload.
    const files = filesBelow(root).filter((path) => !path.endsWith('.mp4'));
    const written = Buffer.concat(files.map((path) => readFileSync(path)));
    expect(written.includes('Low tide')).toBe(true);
    expect([token, 'upload_id=', ...youtube.sessions.keys()].filter((secret) => written.includes(secret))).toEqual([]);
  });

  it('makes no second video when the kill falls between the last byte and its answer', async () => {
    // The whole of it arrives, and nobody hears of it.
    youtube.fail('chunk', { kind: 'swallow_answer' }, 1000);
    const id = await publish();
    await eventually(async () => youtube.videos.length === 1);
    await daemon.kill();
    youtube.wellAgain();
    daemon = await start();
    await untilLive(id);
    expectOneVideo();
  });

  it('makes no second video when the kill falls while YouTube works on it', async () => {
    youtube.processingLooks = 1000;
    const id = await publish();
    await eventually(async () => (await postOf(id)).state === 'processing');
    await daemon.kill();
    youtube.processingLooks = 0;
    for (const video of youtube.videos) video.looksLeft = 0;
    daemon = await start();
    await untilLive(id);
    expectOneVideo();
  });
});
