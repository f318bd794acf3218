import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { exitCodes, type Folders, resolveFolders } from '@videoexpress/host';
import { type Asset, routes, routeUrl } from '@videoexpress/job-schema';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DaemonLink } from '../../daemon-link/link.ts';
import { realStarter, startRealDaemon, stopRealDaemon } from '../../testing/real-daemon.ts';
import { createTestCli, type TestCli } from '../../testing/test-cli.ts';

let cli: TestCli;
let elsewhere: Folders;
beforeEach(() => {
  cli = createTestCli({ starter: realStarter });
  const folders = resolveFolders({ env: {}, platform: process.platform, homeDir: cli.home }, join(cli.cwd, 'restored'));
  if (!folders.ok) throw new Error(folders.error.detail);
  elsewhere = folders.value;
});
afterEach(async () => {
  await stopRealDaemon(cli, cli.folders);
  await stopRealDaemon(cli, elsewhere);
  cli.dispose();
});

/** Draws a real clip, and waits for it. */
async function drawnClip({ client }: DaemonLink): Promise<Asset> {
  const input = { prompt: 'A red fox in snow', width: 64, height: 64, num_frames: 24, fps: 24, seed: 7 };
  const made = await client.call('createJob', { body: { kind: 'text_to_video', input } });
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  for (;;) {
    const job = await client.call('getJob', { params: { id: made.value.body.id } });
    const [id] = job.ok ? job.value.body.output.assetIds : [];
    const asset = id === undefined ? null : await client.call('getAsset', { params: { id } });
    if (asset?.ok === true) return asset.value.body;
    if (job.ok && job.value.body.state === 'failed') throw new Error(JSON.stringify(job.value.body.error));
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function hashOf({ info, token }: DaemonLink, { id }: Asset): Promise<string> {
  const address = info.url + routeUrl(routes.getAssetContent, { id });
  const answer = await fetch(address, { headers: { authorization: `Bearer ${token}` } });
  return createHash('sha256')
    .update(Buffer.from(await answer.arrayBuffer()))
    .digest('hex');
}

interface Promised {
  readonly id: string;
  state: string;
  priority: number;
}

/** Makes, changes, cancels and deletes jobs until it is stopped, and notes what the daemon acknowledged, in order. */
function hammer({ client }: DaemonLink): { notes: Map<string, Promised | null>; stop(): Promise<void> } {
  const notes = new Map<string, Promised | null>();
  let isOver = false;
  const body = { kind: 'text_to_video', input: { prompt: 'Prüfung, 試験' } } as const;
  const work = (async () => {
    for (let turn = 0; !isOver; turn += 1) {
      const made = await client.call('createJob', { body });
      if (!made.ok) throw new Error(JSON.stringify(made.error));
      const { id } = made.value.body;
      notes.set(id, { id, state: 'queued', priority: 0 });
      if (turn % 3 === 0) {
        const changed = await client.call('patchJob', { params: { id }, body: { priority: 5 } });
        if (changed.ok) notes.set(id, { id, state: 'queued', priority: 5 });
      }
      if (turn % 4 === 0) {
        const cancelled = await client.call('cancelJob', { params: { id } });
        if (cancelled.ok) notes.set(id, { id, state: 'cancelled', priority: cancelled.value.body.priority });
        const gone = turn % 8 === 0 ? await client.call('deleteJob', { params: { id } }) : null;
        if (gone?.ok === true) notes.set(id, null);
      }
    }
  })();
  return {
    notes,
    async stop() {
      isOver = true;
      await work;
    },
  };
}

// A daemon of the sources takes some seconds to start on a machine at work, and each test starts one or two.
describe('backup and restore', { timeout: 150_000 }, () => {
  it('while the studio is written to: what was acknowledged before is in it, and the clips play elsewhere', async () => {
    const link = await startRealDaemon(cli, cli.folders);
    const clip = await drawnClip(link);
    await link.client.call('pauseQueue', {});
    const hammered = hammer(link);
    await expect.poll(() => hammered.notes.size, { timeout: 30_000 }).toBeGreaterThan(20);
    const acknowledged = new Map(hammered.notes);
    const ran = await cli.run('backup', 'studio.zip', '--media', '--json');
    const touchedMeanwhile = hammered.notes.size;
    await hammered.stop();
    expect([ran.code, ran.err.includes('Saved')]).toEqual([0, true]);
    expect(touchedMeanwhile).toBeGreaterThan(acknowledged.size);
    const file = join(cli.cwd, 'studio.zip');
    expect(JSON.parse(ran.out)).toMatchObject({ file, bytes: statSync(file).size, media: true, gaps: [] });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(cli.cwd)).toEqual(['studio.zip']);
    for (const secret of [cli.folders.tokenFile, cli.folders.sessionKeyFile])
      expect(readFileSync(file).includes(readFileSync(secret, 'utf8').trim())).toBe(false);

    const restored = await cli.run('restore', 'studio.zip', '--data-dir', 'restored', '--json');
    expect(restored.code).toBe(0);
    expect(JSON.parse(restored.out)).toMatchObject({ dataFolder: elsewhere.data, isQueuePaused: true });
    const db = new DatabaseSync(elsewhere.databaseFile, { readOnly: true });
    expect(db.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
    db.close();
    const second = await startRealDaemon(cli, elsewhere);
    expect(second.token).not.toBe(link.token);
    expect(await hashOf(second, clip)).toBe(clip.sha256);
    expect(await second.client.call('getQueue', {})).toMatchObject({ value: { body: { paused: true } } });
    for (const [id, promised] of acknowledged) {
      const job = await second.client.call('getJob', { params: { id: id as never } });
      const later = hammered.notes.get(id);
      if (promised === null) expect([id, job.ok]).toEqual([id, false]);
      // One that was changed again while the copy was made may be in it as it was before or after.
      else if (later === promised) expect(job).toMatchObject({ value: { body: { id, priority: promised.priority } } });
    }
  });

  it('without a daemon work too, and say which secrets have to be entered again', async () => {
    mkdirSync(cli.folders.config, { recursive: true });
    writeFileSync(cli.folders.envFile, 'RUNPOD_API_KEY=rp-canary-1234567\n', { mode: 0o600 });
    await startRealDaemon(cli, cli.folders);
    await stopRealDaemon(cli, cli.folders);
    const ran = await cli.run('backup', '.');
    expect(ran.code).toBe(0);
    const [name = ''] = readdirSync(cli.cwd);
    expect(name).toMatch(/^VideoExpress \d{4}-\d\d-\d\d\.zip$/);
    expect(readFileSync(join(cli.cwd, name)).includes('rp-canary')).toBe(false);
    expect(ran.err).toContain('videoexpress secrets set RUNPOD_API_KEY');
    const restored = await cli.run('restore', name, '--data-dir', 'restored');
    expect([restored.code, restored.err]).toEqual([
      0,
      expect.stringContaining('secrets set --data-dir restored RUNPOD_API_KEY'),
    ]);
    expect(restored.err).toContain('folders media and posters');
    const again = await cli.run('restore', name, '--data-dir', 'restored', '--json');
    expect([again.code, JSON.parse(again.out).error.code]).toEqual([exitCodes.usage, 'folder_not_empty']);
  });

  it('are refused beforehand where they cannot be done', async () => {
    const codeOf = async (...args: string[]) => {
      const ran = await cli.run(...args, '--json');
      return [ran.code, JSON.parse(ran.out).error.code];
    };
    expect(await codeOf('backup', 'studio.zip')).toEqual([exitCodes.error, 'nothing_to_back_up']);
    writeFileSync(join(cli.cwd, 'there.zip'), 'precious');
    expect(await codeOf('backup', 'there.zip')).toEqual([exitCodes.usage, 'file_exists']);
    expect(await codeOf('backup', 'no/such/folder.zip')).toEqual([exitCodes.usage, 'usage']);
    expect(await codeOf('restore', 'there.zip')).toEqual([exitCodes.error, 'not_a_backup']);
    expect(await codeOf('restore', 'nowhere.zip')).toEqual([exitCodes.error, 'not_a_backup']);
    await startRealDaemon(cli, cli.folders);
    expect(await codeOf('restore', 'there.zip')).toEqual([exitCodes.error, 'running']);
    expect(readFileSync(join(cli.cwd, 'there.zip'), 'utf8')).toBe('precious');
    expect((await cli.run('backup', 'there.zip', '--force')).code).toBe(0);
    expect(existsSync(join(cli.cwd, 'there.zip'))).toBe(true);
    expect(readdirSync(cli.cwd)).toEqual(['there.zip']);
  });
});
