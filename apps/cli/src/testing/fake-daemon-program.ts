import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import {
  ensureFolders,
  exitCodes,
  nativeCheckTaskName,
  readConfig,
  serveChildTask,
  thisMachine,
} from '@videoexpress/host';
import { inspectTaskName } from '@videoexpress/job-schema';
import type { DaemonOptions, ReadyInfo } from '@videoexpress/host';
import { startFakeDaemon, type FakeDaemon } from './fake-daemon.ts';
import { countJobs } from './fake-jobs.ts';

/**
 * The fake daemon as a program with the real one's arguments, for tests of starting, stopping and signalling. The port
 * chooses how it behaves: 1 is taken, 2 ends at once with a damaged database, 3 never answers `shutdown`, 4 ignores
 * SIGTERM too, 5 takes any free port. Each new job succeeds by itself.
 */
export async function runDaemon(options: DaemonOptions & { onReady?: (info: ReadyInfo) => void }): Promise<number> {
  const machine = { ...thisMachine(), env: {} };
  const config = readConfig({ machine, flags: { port: null, dataDir: options.dataDir }, cloneRoot: null });
  if (!config.ok) return exitCodes.configurationInvalid;
  const { folders } = config.value;
  if (options.port === 1) return exitCodes.portTaken;
  if (options.workerListen === '127.0.0.1:1') {
    process.stderr.write('--worker-listen: 127.0.0.1:1 is taken by another program.\n');
    return exitCodes.portTaken;
  }
  if (options.port === 2) {
    process.stderr.write('The database is damaged\n');
    return exitCodes.databaseUnusable;
  }
  ensureFolders(folders);
  const lock = takeLock(folders.lockFile);
  if (lock === null) return exitCodes.lockedByAnother;
  const isDeaf = options.port === 3 || options.port === 4;
  const over = Promise.withResolvers<number>();
  const stop = (daemon: FakeDaemon): void => {
    void daemon.close().then(() => {
      lock.close();
      over.resolve(exitCodes.done);
    });
  };
  const daemon: FakeDaemon = await startFakeDaemon(folders, {
    port: options.port <= 5 ? 0 : options.port,
    solo: options.solo,
    workerListen: options.workerListen ?? null,
    onShutdown: () => {
      if (!isDeaf) stop(daemon);
    },
    onNewJob(job) {
      daemon.update(job.id, { state: 'running', progress: { fraction: 0.5, stage: 'Drawing' } });
      daemon.succeed(job.id);
    },
  });
  process.on('SIGTERM', () => {
    if (options.port !== 4) stop(daemon);
  });
  options.onReady?.({ ...daemon.info, folders, queueCounts: countJobs([]) });
  return over.promise;
}

/** Backups are made by the real program alone. */
export function backupProgram(): never {
  throw new Error('The fake daemon makes no backups');
}

/** Projects are set up by the real program alone. */
export function cloudProgram(): never {
  throw new Error('The fake daemon sets no project up');
}

/** Held as the real daemon holds it: an exclusive transaction for the life of the process. */
function takeLock(path: string): DatabaseSync | null {
  const lock = new DatabaseSync(path);
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch {
    lock.close();
    return null;
  }
}

const emptyLibrary = {
  assets: 0,
  missing: { count: 0, examples: [] },
  missingPosters: { count: 0, examples: [] },
  strays: { count: 0, examples: [], bytes: 0 },
};

// Its children find everything well; the real ones have tests of their own.
if (process.argv[2] === 'child') {
  const tasks = {
    [nativeCheckTaskName]: async () => null,
    [inspectTaskName]: async () => ({ state: 'whole', schemaVersion: 4, library: emptyLibrary }),
  };
  serveChildTask(tasks, process.argv[3] ?? '');
}

if (process.argv[2] === 'serve') {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: {
      port: { type: 'string', default: '0' },
      'data-dir': { type: 'string' },
      solo: { type: 'boolean', default: false },
      'worker-listen': { type: 'string' },
    },
    strict: false,
  });
  const code = await runDaemon({
    port: Number(values.port),
    dataDir: typeof values['data-dir'] === 'string' ? values['data-dir'] : null,
    solo: values.solo === true,
    host: null,
    exposed: false,
    consoleLog: 'none',
    devOrigin: null,
    workerListen: typeof values['worker-listen'] === 'string' ? values['worker-listen'] : null,
  });
  process.exit(code);
}
