import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type SupabaseServer, startSupabase } from '@videoexpress/cloud-clients/testing';
import {
  type CloudQuestions,
  createChildren,
  createKeychain,
  createSealer,
  createStudioKey,
  type Folders,
  openSecretVault,
  recoveryKeyOf,
  resolveFolders,
} from '@videoexpress/host';
import { newConnectionId } from '@videoexpress/job-schema';
import { openLocalStore } from '@videoexpress/local-store';
import { tokensPurpose } from '@videoexpress/studio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wholeBackupProgram } from '../testing/backup-parts.ts';
import { DaemonUnderTest } from '../testing/kills/daemon-under-test.ts';

const password = 'correct horse battery';
const email = 'ada@example.org';
const patience = { timeout: 60_000, interval: 100 };

let server: SupabaseServer;
let root = '';
let daemon: DaemonUnderTest;
beforeAll(async () => {
  server = await startSupabase();
  const signUp = await fetch(`${server.url}/auth/v1/signup`, {
    method: 'POST',
    headers: { apikey: server.publishableKey, 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  if (!signUp.ok) throw new Error(`No account: ${signUp.status}`);
  root = mkdtempSync(join(tmpdir(), 'videoexpress-cloud-'));
  daemon = await start();
});
afterAll(async () => {
  await daemon.kill();
  await server.stop();
  rmSync(root, { recursive: true, force: true });
});

function start(): Promise<DaemonUnderTest> {
  const env = { SUPABASE_URL: server.url, SUPABASE_PUBLISHABLE_KEY: server.publishableKey };
  return DaemonUnderTest.start(join(root, 'studio'), undefined, env);
}

async function jobsThere(): Promise<number> {
  const [row] = await server.database.rows('select count(*)::int as jobs from public.jobs where deleted_at is null');
  return Number(row?.['jobs']);
}

async function cloud() {
  const answer = await daemon.api.call('getCloud', {});
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value.body;
}

async function addJobs(count: number): Promise<void> {
  for (let left = count; left > 0; left -= 200) {
    const jobs = Array.from({ length: Math.min(200, left) }, (_each, at) => ({
      kind: 'text_to_video' as const,
      input: { prompt: `A red fox, ${left} ${at}` },
    }));
    const made = await daemon.api.call('createJobs', { body: { jobs } });
    if (!made.ok) throw new Error(JSON.stringify(made.error));
  }
}

const tokens = { access: 'access-token-of-the-channel', refresh: 'refresh-token-of-the-channel' };
let recoveryKey = '';

const entry = fileURLToPath(new URL('../main.ts', import.meta.url));
const execArgv = ['--conditions=source'];
const children = createChildren({ execPath: process.execPath, execArgv, entry, env: process.env });

function openSecrets(folders: Folders) {
  const { platform } = process;
  const vault = openSecretVault({
    paths: folders,
    keychain: (service) => createKeychain({ children, env: process.env, platform, service }),
    onValue: () => undefined,
    log: { warn: () => undefined },
  });
  const studioKey = createStudioKey(vault);
  return { studioKey, sealer: createSealer({ key: studioKey, onValue: () => undefined }) };
}

/** Connects a channel while no daemon runs, as its flow would have. */
async function connectChannel(): Promise<void> {
  const folders = resolveFolders({ env: {}, platform: process.platform, homeDir: root }, join(root, 'studio'));
  if (!folders.ok) throw new Error(folders.error.detail);
  const { studioKey, sealer } = openSecrets(folders.value);
  const key = await studioKey.readOrCreate();
  const sealed = await sealer.seal(tokensPurpose('youtube', 'UC-1'), JSON.stringify(tokens));
  if (!key.ok || !sealed.ok) throw new Error('Not sealed');
  recoveryKey = recoveryKeyOf(key.value);
  const opened = openLocalStore(folders.value.databaseFile, { dataFolder: folders.value.data });
  if (!opened.ok) throw new Error(opened.error.detail);
  await opened.value.connections.save(
    {
      id: newConnectionId(),
      refreshedAtMs: null,
      service: 'youtube',
      accountId: 'UC-1',
      accountName: 'Low Tide Films',
      handle: null,
      accountUrl: null,
      scopes: [],
      tokensSealed: sealed.value,
      accessExpiresAtMs: null,
      expiresAtMs: null,
    },
    Date.now(),
  );
  await opened.value.close();
}

/** Files below a folder that hold a token of a sign-in as it is. */
function tokensInPlain(folder: string): readonly string[] {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true });
  return names
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name))
    .filter((path) => /eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}/.test(readFileSync(path, 'latin1')));
}

describe('a daemon and a real Supabase project', () => {
  it('copies everything, also after kill -9 in the middle of it', { timeout: 180_000 }, async () => {
    await daemon.api.call('pauseQueue', {});
    const project = await daemon.api.call('createProject', { body: { name: 'Foxes' } });
    expect(project.ok).toBe(true);
    await addJobs(1400);
    const signedIn = await daemon.api.call('cloudSignIn', { body: { email, password } });
    expect(signedIn.ok && signedIn.value.body.cloud.signedInAs).toBe(email);
    await expect.poll(jobsThere, patience).toBeGreaterThan(0);
    await daemon.kill();
    expect(await jobsThere()).toBeLessThan(1400);
    await connectChannel();
    daemon = await start();
    await addJobs(100);
    await expect.poll(jobsThere, patience).toBe(1500);
    await expect.poll(async () => (await cloud()).state, patience).toBe('up_to_date');
    expect(await cloud()).toMatchObject({ signedInAs: email, changesBehind: 0 });
    const [lines] = await server.database.rows('select count(*)::int as lines from public.audit_log');
    expect(Number(lines?.['lines'])).toBeGreaterThan(0);
    const [token] = await server.database.rows('select ciphertext from public.oauth_tokens');
    expect(String(token?.['ciphertext'])).not.toContain('refresh');
    expect(tokensInPlain(join(root, 'studio'))).toEqual([]);
  });

  it('says that it waits while the project is away, and answers as quickly as ever', { timeout: 120_000 }, async () => {
    await server.kill();
    await daemon.api.call('createProject', { body: { name: 'Made while it was away' } });
    await daemon.api.call('cloudCopyNow', {});
    await expect.poll(async () => (await cloud()).state, patience).toBe('waiting');
    const began = performance.now();
    await addJobs(1);
    expect(performance.now() - began).toBeLessThan(1000);
    expect((await cloud()).changesBehind).toBeGreaterThan(0);
    await server.restart();
    await daemon.api.call('cloudCopyNow', {});
    await expect.poll(async () => (await cloud()).state, patience).toBe('up_to_date');
  });

  it('is brought back on a new computer by the command line’s own code', { timeout: 120_000 }, async () => {
    const folders = resolveFolders({ env: {}, platform: process.platform, homeDir: root }, join(root, 'new'));
    if (!folders.ok) throw new Error(folders.error.detail);
    const seen: string[] = [];
    const questions: CloudQuestions = {
      password: async () => password,
      code: async () => null,
      choose: async (machines) => machines[0] ?? null,
      recoveryKey: async () => recoveryKey.toLowerCase(),
      progress: (what, rows) => void seen.push(`${what} ${rows}`),
    };
    const { signal } = new AbortController();
    const access = {
      url: server.url,
      key: server.publishableKey,
      email,
      folders: folders.value,
      takeOver: false,
      signal,
    };
    const wrong = { ...questions, password: async () => 'wrong' };
    expect(await wholeBackupProgram.restoreFromCloud({ ...access, questions: wrong })).toMatchObject({
      error: { code: 'cloud_needs_login' },
    });
    const slip = {
      ...questions,
      recoveryKey: async () => recoveryKey.replace(/^./, (letter) => (letter === 'A' ? 'B' : 'A')),
    };
    expect(await wholeBackupProgram.restoreFromCloud({ ...access, questions: slip })).toMatchObject({
      error: { code: 'recovery_key_wrong' },
    });
    const restored = await wholeBackupProgram.restoreFromCloud({ ...access, questions });
    expect(restored).toMatchObject({ value: { projects: 2, jobs: 1501, cancelledJobs: 1501, unreadable: 0 } });
    expect(restored).toMatchObject({ value: { connections: 1, openedConnections: 1 } });
    const { sealer } = openSecrets(folders.value);
    expect(await wholeBackupProgram.restoreFromCloud({ ...access, questions })).toMatchObject({
      error: { code: 'folder_not_empty' },
    });
    const opened = openLocalStore(folders.value.databaseFile, { dataFolder: folders.value.data });
    if (!opened.ok) throw new Error(opened.error.detail);
    expect((await opened.value.projects.list()).map(({ name }) => name)).toContain('Foxes');
    const [channel] = await opened.value.connections.list();
    const purpose = tokensPurpose('youtube', 'UC-1');
    expect(JSON.parse((await sealer.unseal(purpose, channel?.tokensSealed ?? '')) ?? '{}')).toEqual(tokens);
    await opened.value.close();
    expect(seen).toContain('jobs 1501');
  });
});
