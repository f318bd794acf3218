import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  type InstagramStandIn,
  startInstagramStandIn,
  startStubS3,
  type StubS3,
} from '@videoexpress/cloud-clients/testing';
import { openVideoWriter } from '@videoexpress/host';
import {
  type AssetId,
  type ConnectionId,
  type Post,
  type PostContent,
  postContentSchema,
  type PublicationId,
} from '@videoexpress/job-schema';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DaemonUnderTest } from '../testing/kills/daemon-under-test.ts';

/** An upright clip of three seconds at 24 frames a second, as Instagram takes it. */
async function makeClip(path: string): Promise<void> {
  const size = { width: 144, height: 256, fps: 24, totalFrames: 72 };
  const writer = await openVideoWriter({ path, ...size });
  for (let frame = 0; frame < size.totalFrames; frame += 1)
    await writer.write(new Uint8Array(size.width * size.height * 4).fill(frame * 2));
  await writer.finish();
}

let root = '';
let standIn: InstagramStandIn;
let storage: StubS3;
let daemon: DaemonUnderTest;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'videoexpress-reels-'));
  standIn = await startInstagramStandIn({
    login: { clientId: '1', clientSecret: 'secret', redirectUris: [] },
  });
  standIn.looksUntilFinished = 0;
  storage = await startStubS3();
  await start();
});

afterEach(async () => {
  await daemon.kill();
  await Promise.all([standIn.close(), storage.close()]);
  rmSync(root, { recursive: true });
});

async function start(): Promise<void> {
  daemon = await DaemonUnderTest.start(root, undefined, {
    INSTAGRAM_GRAPH_BASE_URL: standIn.url,
    AWS_ENDPOINT_URL: storage.endpoint,
    AWS_ACCESS_KEY_ID: 'AKIASTUB',
    AWS_SECRET_ACCESS_KEY: 'stub',
    R2_BUCKET: 'clips',
  });
}

async function connect(): Promise<ConnectionId> {
  const token = standIn.login?.makeToken() ?? '';
  const made = await daemon.api.call('pasteConnection', { params: { id: 'instagram' }, body: { token } });
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  return made.value.body.id;
}

async function upload(): Promise<AssetId> {
  const path = join(root, 'fox.mp4');
  await makeClip(path);
  const form = new FormData();
  form.set('file', new File([readFileSync(path)], 'fox.mp4', { type: 'video/mp4' }));
  const made = await daemon.api.call('createAsset', { form });
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  return made.value.body.id;
}

async function publish(content: Partial<PostContent>): Promise<PublicationId> {
  const [connectionId, assetId] = [await connect(), await upload()];
  const posts = [{ connectionId, content: { ...postContentSchema.parse({ text: 'A fox #fox' }), ...content } }];
  const made = await daemon.api.call('createPublication', { body: { assetId, posts } });
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  return made.value.body.id;
}

async function post(id: PublicationId): Promise<Post> {
  const read = await daemon.api.call('getPublication', { params: { id } });
  const [only] = read.ok ? read.value.body.posts : [];
  if (only === undefined) throw new Error(JSON.stringify(read));
  return only;
}

async function until(condition: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await condition())) await delay(100);
}

function filesBelow(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

const publishCalls = (): number => standIn.requests.filter(({ call }) => call === 'publish').length;

describe('a Reel on its way when the daemon is killed', { timeout: 120_000 }, () => {
  it('between the request to publish and its answer: exactly one Reel, with its link in the history', async () => {
    standIn.fault = (call, nth) => (call === 'publish' && nth === 0 ? { when: 'after', what: 'hang' } : null);
    const id = await publish({});
    await until(() => standIn.reels.length === 1);
    await daemon.kill();
    await start();
    await until(async () => (await post(id)).state === 'live');
    expect(await post(id)).toMatchObject({
      state: 'live',
      url: standIn.reels[0]?.permalink,
      remoteId: standIn.reels[0]?.id,
      visibility: 'public',
      error: null,
    });
    expect(standIn.reels).toHaveLength(1);
    expect(publishCalls()).toBe(1);
    expect(standIn.reels[0]?.clip.includes('moov')).toBe(true);
    // Database, its journal and the log have seen all of it.
    const kept = Buffer.concat(filesBelow(root).map((path) => readFileSync(path)));
    expect(kept.includes('A fox #fox')).toBe(true);
    const secrets = standIn.requests.map(({ token }) => token ?? '').concat('X-Amz-Signature');
    expect(secrets.filter((secret) => secret === '' || kept.includes(secret))).toEqual([]);
  });

  it('while its clip is made to fit: that is done again, and exactly one Reel comes of it', async () => {
    const id = await publish({ fit: 'pad' });
    await until(async () => {
      const job = (await post(id)).jobId;
      const read = job === null ? null : await daemon.api.call('getJob', { params: { id: job } });
      return read?.ok === true && read.value.body.progress.stage.startsWith('Fitting');
    });
    await daemon.kill();
    expect(standIn.requests).toEqual([]);
    await start();
    await until(async () => (await post(id)).state === 'live');
    expect(standIn.reels).toHaveLength(1);
    expect(publishCalls()).toBe(1);
    const fetched = [...storage.objects].filter(([path]) => path.includes('/posts/'));
    expect(fetched.map(([, bytes]) => bytes.equals(standIn.reels[0]?.clip ?? Buffer.alloc(0)))).toEqual([true]);
  });
});
