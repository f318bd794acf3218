import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  type BackupProgram,
  type Children,
  type CloudProgram,
  createChildren,
  findProgramFiles,
  type ProgramFiles,
  thisMachine,
  daemonArguments,
  type DaemonOptions,
  exitCodes,
  type Folders,
  type ReadyInfo,
} from '@videoexpress/host';

export interface DetachedDaemon {
  readonly pid: number;
  /** Settles when the process ends: its exit code, null after a signal. */
  readonly exited: Promise<number | null>;
  /** Asks it to stop; it is our own child, so its process id cannot have become another's. */
  readonly stop: () => void;
}

/** What the command line has of the daemon's program: ways to start it, and what it can do while it does not run. */
export interface DaemonStarter {
  /** Runs until it is told to stop; gives back the exit code. */
  runHere(options: DaemonOptions, onReady: (info: ReadyInfo) => void): Promise<number>;
  /** What it says before its log is open goes to `folders.bootLog`. The folders must exist. */
  spawnDetached(options: DaemonOptions, folders: Folders): DetachedDaemon;
  /** Backups and restores, done by this process. */
  backupProgram(): Promise<BackupProgram>;
  /** Set-up of a Supabase project, done by this process. */
  cloudProgram(): Promise<CloudProgram>;
  /** Children of the program, for looks that may take it down. */
  readonly children: Children;
  /** What the program brings along beside its code. */
  programFiles(): ProgramFiles;
}

interface DaemonModule {
  runDaemon(options: DaemonOptions & { readonly onReady: (info: ReadyInfo) => void }): Promise<number>;
  backupProgram(): Promise<BackupProgram>;
  cloudProgram(): Promise<CloudProgram>;
}

/** The daemon's program: beside the bundle, or its source where the sources run as they are. */
export function daemonEntryUrl(fromUrl: string): URL {
  const bundled = new URL('./daemon.js', fromUrl);
  return existsSync(bundled) ? bundled : new URL('../../daemon/src/main.ts', fromUrl);
}

/** Starts daemons from their program at `entry`. */
export function createDaemonStarter(entry: URL): DaemonStarter {
  async function load(): Promise<DaemonModule> {
    const loaded: unknown = await import(entry.href);
    if (!isDaemonModule(loaded)) throw new Error(`${entry.href} is not the daemon's program`);
    return loaded;
  }

  const program = fileURLToPath(entry);
  return {
    children: createChildren({
      execPath: process.execPath,
      execArgv: nodeArguments(program),
      entry: program,
      env: thisMachine().env,
    }),
    programFiles: () => findProgramFiles(program),
    backupProgram: async () => (await load()).backupProgram(),
    cloudProgram: async () => (await load()).cloudProgram(),
    async runHere(options, onReady) {
      return (await load()).runDaemon({ ...options, onReady });
    },
    spawnDetached(options, folders) {
      const bootLog = openSync(folders.bootLog, 'w', 0o600);
      try {
        const child = spawn(
          process.execPath,
          [...nodeArguments(program), program, 'serve', ...daemonArguments(options)],
          {
            detached: true,
            // Its folder stays there as long as it runs; the one that the person stands in may not.
            cwd: folders.state,
            stdio: ['ignore', bootLog, bootLog],
            windowsHide: true,
          },
        );
        const exited = new Promise<number | null>((resolve) => {
          child.once('exit', (code) => resolve(code));
          child.once('error', () => resolve(exitCodes.error));
        });
        child.unref();
        return { pid: child.pid ?? 0, exited, stop: () => void child.kill('SIGTERM') };
      } finally {
        closeSync(bootLog);
      }
    },
  };
}

function nodeArguments(program: string): string[] {
  return program.endsWith('.ts') ? ['--conditions=source'] : [];
}

function isDaemonModule(loaded: unknown): loaded is DaemonModule {
  return (
    typeof loaded === 'object' &&
    loaded !== null &&
    ['runDaemon', 'backupProgram', 'cloudProgram'].every((name) => typeof Reflect.get(loaded, name) === 'function')
  );
}
