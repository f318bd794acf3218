import { newAssetId, newConnectionId, newJobId, newPostId, newPublicationId } from '@videoexpress/job-schema';
import { restoreFromCloud } from '@videoexpress/studio';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addJobs, addProject } from '../testing/copied-objects.ts';
import { type CopiedStudio, copiedStudio } from '../testing/copied-studio.ts';

let old: CopiedStudio;
let fresh: CopiedStudio;
const { signal } = new AbortController();
const at = '2026-01-01T00:00:00.000Z';
const asset = newAssetId();
const connection = newConnectionId();
const publication = newPublicationId();

beforeEach(async () => {
  old = copiedStudio({ computer: 'old laptop' });
  fresh = copiedStudio({ cloud: old.cloud, clock: old.clock, computer: 'new laptop' });
  await fill(old);
  await old.signIn();
  await old.settle();
});
afterEach(async () => {
  await old.discard();
  await fresh.discard();
});

async function fill({ store, folder }: CopiedStudio): Promise<void> {
  await addProject(old, 'Foxes');
  const [, ended] = await addJobs(old, 3);
  store.connection.prepare("UPDATE job SET state = 'succeeded', finished_at_ms = 5 WHERE id = ?").run(ended);
  const facts = { id: asset, type: 'video', name: 'Low tide', bytes: 9, sha256: 'a'.repeat(64), mimeType: 'video/mp4' };
  await store.assets.insert(
    {
      asset: {
        ...facts,
        type: 'video',
        favourite: true,
        warnings: [],
        createdAt: at,
        remoteUrl: 'https://r2.example/a.mp4',
      },
      path: `${folder}/media/2026-01/low tide.mp4`,
      posterPath: `${folder}/posters/2026-01/low tide.webp`,
      settings: {
        schema: 1,
        kind: 'text_to_video',
        input: { prompt: 'Low tide', seed: 7 },
        engine: 'sketch',
        appVersion: '1',
        jobId: newJobId(),
        inputHashes: {},
      },
      objectKeys: ['renders/job/att.mp4'],
    },
    0,
  );
  store.connection.exec(`
    INSERT INTO connection (id, service, account_id, account_name, state, scopes_json, tokens_sealed, created_at_ms, version)
    VALUES ('${connection}', 'youtube', 'UC1', 'Low Tide Films', 'ok', '[]', 'AXNlYWxlZA==', 0, 1);
    INSERT INTO publication (id, asset_id, clip_name, draft, created_at_ms, updated_at_ms, version)
    VALUES ('${publication}', '${asset}', 'Low tide', 0, 0, 0, 1);
    INSERT INTO post (id, publication_id, position, connection_id, service, account_name, content_json, when_json, state)
    VALUES ('${newPostId()}', '${publication}', 0, '${connection}', 'youtube', 'Low Tide Films', '{}', '{"kind":"now"}', 'uploading');
  `);
}

async function restore(options: { readonly keyId?: string | null; readonly takeOver?: boolean } = {}) {
  const session = await old.cloud.signIn('ada@example.com', 'right');
  const [machine] = [...old.cloud.entries.values()];
  if (!session.ok || machine === undefined) throw new Error('There is nothing to restore');
  await fresh.mirror.stop();
  fresh.store.connection.exec('DELETE FROM mirror');
  const restored = await restoreFromCloud({
    client: old.cloud,
    target: fresh.store.fromCloud,
    session: session.value,
    machine,
    computer: { name: 'new laptop', mark: 'mark-of-new laptop' },
    appVersion: '1.2.3',
    projectUrl: 'https://studio.supabase.co',
    takeOver: options.takeOver ?? false,
    keyId: options.keyId === undefined ? 'key-1' : options.keyId,
    nowMs: () => old.clock.now(),
    onProgress() {},
    signal,
  });
  if (!restored.ok) throw new Error(restored.error.detail);
  return restored.value;
}

describe('a studio that comes back from the cloud', () => {
  it('has its projects, jobs, clips with their links, logins, publications and audit log', async () => {
    const restored = await restore();
    expect(restored).toMatchObject({
      counts: { projects: 1, jobs: 3, renders: 1, connections: 1, oauth_tokens: 1, publications: 1, audit_log: 1 },
      cancelledJobs: 2,
      unreadable: 0,
      tokens: 1,
    });
    const { store } = fresh;
    expect((await store.projects.list()).map(({ name }) => name)).toEqual(['Foxes']);
    const found = await store.assets.list({ q: 'tide', limit: 10 });
    expect(found?.items).toMatchObject([{ id: asset, favourite: true, remoteUrl: 'https://r2.example/a.mp4' }]);
    expect((await store.assets.kin(asset)).settings).toMatchObject({ input: { seed: 7 } });
    const files = await store.assets.files(asset);
    expect(files?.path.endsWith('media/2026-01/low tide.mp4')).toBe(true);
    const states = store.connection.prepare('SELECT state FROM job ORDER BY state').pluck().all();
    expect(states).toEqual(['cancelled', 'cancelled', 'succeeded']);
    const login = store.connection.prepare('SELECT state, tokens_sealed FROM connection').get();
    expect(login).toEqual({ state: 'ok', tokens_sealed: 'AXNlYWxlZA==' });
  });

  it('asks for a new login where the tokens cannot be opened here', async () => {
    expect((await restore({ keyId: null })).tokens).toBe(0);
    const login = fresh.store.connection.prepare('SELECT state, tokens_sealed FROM connection').get();
    expect(login).toEqual({ state: 'needs_login', tokens_sealed: null });
  });

  it('leaves the sealed tokens in the cloud, where it goes on as the old computer without the key', async () => {
    await old.mirror.stop();
    await restore({ keyId: null, takeOver: true });
    fresh.startAgain();
    await fresh.signIn();
    await fresh.settle();
    expect(old.cloud.rows.oauth_tokens.size).toBe(1);
    fresh.store.connection.exec('DELETE FROM connection');
    await fresh.store.mirror.change({ cursor: 1_000_000 });
    await fresh.mirror.copyNow();
    await fresh.settle();
    expect(old.cloud.rows.oauth_tokens.size).toBe(0);
  });

  it('posts nothing a second time: what was under way wants a person', async () => {
    await restore();
    expect(fresh.store.connection.prepare('SELECT state FROM post').pluck().all()).toEqual(['needs_attention']);
    const json = fresh.store.connection.prepare('SELECT error_json FROM post').pluck().get();
    expect(JSON.parse(String(json))).toMatchObject({ code: 'restored', action: 'look' });
  });

  it('has nobody wait for a login that lets nothing go on: its job is over', async () => {
    const waits = JSON.stringify({ code: 'needs_login', detail: '', userMessage: '', action: 'reconnect' });
    for (const [id, row] of old.cloud.rows.publications) {
      const data = Object(row['data']);
      const posts = data.posts.map((post: object) => ({ ...post, state: 'needs_attention', error_json: waits }));
      old.cloud.rows.publications.set(id, { ...row, data: { ...data, posts } });
    }
    await restore();
    const json = fresh.store.connection.prepare('SELECT error_json FROM post').pluck().get();
    expect(JSON.parse(String(json))).toMatchObject({ code: 'restored', action: 'look' });
  });

  it('leaves out what it cannot read and what leads out of its folder', async () => {
    for (const [id, row] of old.cloud.rows.renders) {
      old.cloud.rows.renders.set(id, { ...row, data: { ...Object(row['data']), path: 'media/../../etc/passwd' } });
    }
    for (const [id, row] of old.cloud.rows.projects) old.cloud.rows.projects.set(id, { ...row, data: { name: 7 } });
    expect((await restore()).unreadable).toBe(1);
    expect((await fresh.store.assets.files(asset))?.path).toContain('media/restored/');
  });

  it('is copied under a machine id of its own, and the rows of the old computer stay', async () => {
    const { machineId } = await restore();
    fresh.startAgain();
    await fresh.signIn();
    await fresh.settle();
    expect([...old.cloud.entries.values()].map(({ name }) => name).toSorted()).toEqual(['new laptop', 'old laptop']);
    expect(old.cloud.live('jobs')).toHaveLength(6);
    expect(old.cloud.entries.has(machineId)).toBe(true);
    await addJobs(old, 1);
    await old.settle();
    expect(old.cloud.live('jobs')).toHaveLength(7);
  });

  it('goes on as the old computer when that is lost; should it come back, it is another', async () => {
    await old.mirror.stop();
    await restore({ takeOver: true });
    fresh.startAgain();
    await fresh.signIn();
    await fresh.settle();
    expect(old.cloud.live('jobs')).toHaveLength(3);
    expect([...old.cloud.entries.values()].map(({ name }) => name)).toEqual(['new laptop']);
    old.startAgain();
    await old.settle();
    expect(old.cloud.entries.size).toBe(2);
    expect(old.cloud.live('jobs')).toHaveLength(6);
  });
});
