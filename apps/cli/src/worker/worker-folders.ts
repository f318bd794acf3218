import { closeSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { exitCodes, processesHolding } from '@videoexpress/host';
import { err, ok, type Result } from '@videoexpress/job-schema';
import { type Failure, usageFailure } from '../failure.ts';

/** Where one worker keeps what it needs. All of it can be thrown away while it does not run. */
export interface WorkerFolders {
  /** In place of the person's home folder, which has settings of other programs. */
  readonly home: string;
  /** LoRAs, kept between jobs. */
  readonly cache: string;
  /** What a job in hand needs. */
  readonly work: string;
  readonly logFile: string;
  readonly lockFile: string;
}

const namePattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/**
 * The name that a worker has at the studio: what was given, or the machine's with something behind it that stays the same
 * for this machine, folder and card.
 */
export function workerName(given: string | null, stableFrom: readonly string[]): Result<string, Failure> {
  if (given !== null) {
    if (namePattern.test(given)) return ok(given);
    const way = 'Give letters, digits, dots, dashes and underscores, at most 64, beginning with a letter or a digit.';
    return err(usageFailure(`--name is "${given}". ${way}`));
  }
  const machine =
    hostname()
      .replaceAll(/[^A-Za-z0-9._-]+/g, '-')
      .replace(/^[._-]+/, '')
      .slice(0, 48) || 'worker';
  const tail = createHash('sha256')
    .update([hostname(), ...stableFrom].join('\0'))
    .digest('hex')
    .slice(0, 6);
  return ok(`${machine}-${tail}`);
}

export function workerFolders(cacheFolder: string, name: string): WorkerFolders {
  const folder = join(cacheFolder, 'worker', name);
  return {
    home: join(folder, 'home'),
    cache: join(cacheFolder, 'worker', 'files'),
    work: join(folder, 'work'),
    logFile: join(folder, 'worker.log'),
    lockFile: join(folder, 'lock'),
  };
}

/** Holds a worker's folder for this process, so that no second worker of that name renders beside it. */
export async function holdWorkerFolders(folders: WorkerFolders, name: string): Promise<Result<() => void, Failure>> {
  try {
    for (const folder of [folders.home, folders.cache, folders.work])
      mkdirSync(folder, { recursive: true, mode: 0o700 });
    const file = openSync(folders.lockFile, 'a', 0o600);
    const others = (await processesHolding(folders.lockFile))?.filter((pid) => pid !== process.pid) ?? [];
    if (others.length === 0) return ok(() => closeSync(file));
    closeSync(file);
    return err({
      exitCode: exitCodes.error,
      code: 'worker_runs_already',
      message: `The worker ${name} runs already (process ${others.join(', ')}).`,
      fix: 'For a second card: CUDA_VISIBLE_DEVICES=1 videoexpress worker start',
    });
  } catch (cause) {
    return err(folderFailureOf(folders.work, cause));
  }
}

/** What a job left that was killed goes before the next one. */
export function clearWork(folders: WorkerFolders): void {
  rmSync(folders.work, { recursive: true, force: true });
  mkdirSync(folders.work, { recursive: true, mode: 0o700 });
}

/** A folder in the cache cannot be made or written. */
export function folderFailureOf(path: string, cause: unknown): Failure {
  return {
    exitCode: exitCodes.error,
    code: 'folder_unusable',
    message: `${path} cannot be used: ${cause instanceof Error ? cause.message : String(cause)}`,
    fix: 'Make it writable for this user, or choose another folder with --data-dir.',
  };
}
