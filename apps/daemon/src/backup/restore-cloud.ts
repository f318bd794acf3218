import { randomBytes } from 'node:crypto';
import { mkdir, rename, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { createCloudClient } from '@videoexpress/cloud-clients';
import {
  appVersion,
  type BackupProblem,
  type Children,
  createKeychain,
  createSealer,
  createStudioKey,
  createThisComputer,
  exitCodes,
  flushFolder,
  openSecretVault,
  readRecoveryKey,
  type RestorableMachine,
  type RestoredStudio,
  type RestoreFromCloudOptions,
  studioKeyId,
  systemClock,
  thisMachine,
} from '@videoexpress/host';
import { err, ok, type Result } from '@videoexpress/job-schema';
import { openLocalStore, takeDaemonLock } from '@videoexpress/local-store';
import { type CloudClient, type CloudError, type CloudSession, restoreFromCloud } from '@videoexpress/studio';
import { fileProblem } from './archive-problems.ts';
import { calledOff, cloudProblem, lockedFolder, noMachine, nothingChosen, wrongRecoveryKey } from './cloud-problems.ts';
import { halfPrefix, holdsNothing, notEmpty, removeHalves } from './empty-folder.ts';
import { problemOfOpenError } from './run-database-task.ts';

/**
 * Brings a studio back from the person's Supabase project, into a data folder that is not there or holds nothing: all of it,
 * or nothing. The lock keeps a daemon from starting meanwhile.
 */
export async function restoreCloud(
  options: RestoreFromCloudOptions,
  children: Pick<Children, 'start'>,
): Promise<Result<RestoredStudio, BackupProblem>> {
  const { folders, signal } = options;
  try {
    if (!(await holdsNothing(folders.data))) return err(notEmpty(folders.data));
    await mkdir(folders.state, { recursive: true, mode: 0o700 });
    const lock = takeDaemonLock(folders.lockFile);
    if (lock === null) return err(lockedFolder(folders.data));
    try {
      return await restore(options, children);
    } finally {
      lock.release();
    }
  } catch (cause) {
    return err(signal.aborted ? calledOff : fileProblem('The studio could not be restored', cause));
  }
}

async function restore(
  options: RestoreFromCloudOptions,
  children: Pick<Children, 'start'>,
): Promise<Result<RestoredStudio, BackupProblem>> {
  const { folders, questions, signal, url, key } = options;
  const client = createCloudClient({
    secrets: { read: async (name) => (name === 'SUPABASE_PUBLISHABLE_KEY' ? key : null) },
    outsideUrl: url,
    clock: systemClock,
  });
  const session = await signIn(client, options);
  if (!session.ok) return session;
  const machines = await client.machines(session.value, signal);
  if (!machines.ok) return err(cloudProblem(machines.error));
  const [first] = machines.value;
  if (first === undefined) return err(noMachine);
  const chosen = machines.value.length === 1 ? first : await questions.choose(machines.value);
  const machine = machines.value.find(({ id }) => id === chosen?.id);
  if (machine === undefined) return err(nothingChosen);

  const platform = thisMachine();
  const vault = openSecretVault({
    paths: folders,
    keychain: (service) => createKeychain({ children, env: platform.env, platform: platform.platform, service }),
    onValue: () => undefined,
    log: { warn: () => undefined },
  });
  const studioKey = createStudioKey(vault);
  const sealer = createSealer({ key: studioKey, onValue: () => undefined });
  const adopted = await adoptKey(client, session.value, machine, { options, studioKey });
  if (!adopted.ok) return adopted;

  const parent = dirname(folders.data);
  await mkdir(parent, { recursive: true, mode: 0o700 });
  await removeHalves(folders.data);
  const half = join(parent, `${halfPrefix(folders.data)}${randomBytes(6).toString('hex')}`);
  await mkdir(half, { mode: 0o700 });
  try {
    const opened = openLocalStore(join(half, basename(folders.databaseFile)), { dataFolder: half });
    if (!opened.ok) return err(problemOfOpenError(opened.error));
    const store = opened.value;
    let isOpen = true;
    try {
      const restored = await restoreFromCloud({
        client,
        target: store.fromCloud,
        session: session.value,
        machine,
        computer: await createThisComputer({ platform: platform.platform, dataFolder: folders.data })(),
        appVersion: appVersion(),
        projectUrl: url,
        takeOver: options.takeOver,
        keyId: adopted.value,
        nowMs: () => systemClock.now(),
        onProgress: (table, rows) => questions.progress(table, rows),
        signal,
      });
      if (!restored.ok) return err(cloudProblem(restored.error));
      await store.fromCloud.setAddress(url);
      await vault.put('SUPABASE_PUBLISHABLE_KEY', key);
      const sealed = await sealer.seal(`supabase session ${url}`, JSON.stringify(session.value));
      if (sealed.ok) await store.mirror.change({ sessionSealed: sealed.value });
      await store.audit.append([
        { action: 'cloud_restored', actor: 'program', subject: machine.id, atMs: systemClock.now() },
      ]);
      store.checkpoint();
      await store.close();
      isOpen = false;
      await flushFolder(half);
      await rmdir(folders.data).catch(() => undefined);
      if (!(await holdsNothing(folders.data))) return err(notEmpty(folders.data));
      await rename(half, folders.data);
      await flushFolder(parent);
      const { counts, cancelledJobs, unreadable, tokens } = restored.value;
      return ok({
        machine: { id: machine.id, name: machine.name, lastSeenAt: machine.lastSeenAt },
        projects: counts.projects,
        assets: counts.renders,
        jobs: counts.jobs,
        cancelledJobs,
        publications: counts.publications,
        connections: counts.connections,
        openedConnections: tokens,
        auditLines: counts.audit_log,
        unreadable,
        tookOver: options.takeOver,
      });
    } finally {
      if (isOpen) await store.close();
    }
  } finally {
    await rm(half, { recursive: true, force: true });
  }
}

async function signIn(
  client: CloudClient,
  { email, questions, signal }: RestoreFromCloudOptions,
): Promise<Result<CloudSession, BackupProblem>> {
  const password = await questions.password();
  if (password !== null) return toProblem(await client.signIn(email, password, signal));
  const sent = await client.sendCode(email, signal);
  if (!sent.ok) return err(cloudProblem(sent.error));
  const code = await questions.code();
  return code === null ? err(calledOff) : toProblem(await client.verifyCode(email, code.trim(), signal));
}

function toProblem<T>(result: Result<T, CloudError>): Result<T, BackupProblem> {
  return result.ok ? result : err(cloudProblem(result.error));
}

/**
 * The id of the key that the tokens there can be opened with, or null. Where this computer's own secret store still has it
 * nobody is asked; else the recovery key brings it.
 */
async function adoptKey(
  client: CloudClient,
  session: CloudSession,
  machine: RestorableMachine,
  { options, studioKey }: { options: RestoreFromCloudOptions; studioKey: ReturnType<typeof createStudioKey> },
): Promise<Result<string | null, BackupProblem>> {
  const { questions, signal } = options;
  const query = { machineId: machine.id, afterId: '', limit: 1 };
  const tokens = await client.page(session, 'oauth_tokens', query, signal);
  if (!tokens.ok) return err(cloudProblem(tokens.error));
  const wanted = tokens.value[0]?.columns['key_id'];
  if (typeof wanted !== 'string') return ok(null);
  const own = await studioKey.read();
  if (own.ok && own.value !== null && studioKeyId(own.value) === wanted) return ok(wanted);
  const typed = await questions.recoveryKey();
  if (typed === null || typed.trim() === '') return ok(null);
  const key = readRecoveryKey(typed);
  if (!key.ok) return err(wrongRecoveryKey(key.error));
  if (studioKeyId(key.value) !== wanted) {
    return err(wrongRecoveryKey('It is a recovery key, and one of another studio.'));
  }
  const adopted = await studioKey.adopt(key.value);
  if (adopted.ok) return ok(wanted);
  return err({ exitCode: exitCodes.error, code: adopted.error.code, message: adopted.error.detail, fix: null });
}
