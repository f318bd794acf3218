import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { DaemonUnderTest } from '../kills/daemon-under-test.ts';
import type { Random } from './random.ts';

/** The daemon that is there, and what a fault needs to get at it. */
export interface Victim {
  readonly root: string;
  readonly daemon: DaemonUnderTest;
  readonly random: Random;
  /** Files that were taken away on purpose, as paths below the data folder. */
  readonly removedFiles: Set<string>;
  /** Milliseconds that the wall clock is off by. */
  clockOffsetMs: number;
}

/** Brings a fault about, and gives back how it is taken away again. Ends of the daemon itself are not undone. */
export type Injection = (victim: Victim) => (() => void) | 'ended';

const twoDaysMs = 2 * 24 * 60 * 60_000;

export const injections: Readonly<Record<string, Injection>> = {
  nothing: () => () => undefined,

  SIGKILL(victim) {
    victim.daemon.signal('SIGKILL');
    return 'ended';
  },

  SIGTERM(victim) {
    victim.daemon.signal('SIGTERM');
    return 'ended';
  },

  'SIGKILL of a child'(victim) {
    const child = victim.random.pickOrNull(childrenOf(victim.daemon.groupId));
    if (child !== null) signal(child, 'SIGKILL');
    return () => undefined;
  },

  'SIGSTOP of a child'(victim) {
    const child = victim.random.pickOrNull(childrenOf(victim.daemon.groupId));
    if (child !== null) signal(child, 'SIGSTOP');
    return () => void (child !== null && signal(child, 'SIGCONT'));
  },

  'SIGSTOP of the daemon'(victim) {
    victim.daemon.signal('SIGSTOP');
    return () => victim.daemon.signal('SIGCONT');
  },

  'a full database'(victim) {
    victim.daemon.tell({ do: 'fill database' });
    return () => victim.daemon.tell({ do: 'make room' });
  },

  'a database held by another program'(victim) {
    const other = new Database(join(victim.root, 'data', 'videoexpress.db'), { timeout: 5000 });
    other.exec('BEGIN EXCLUSIVE');
    return () => {
      other.exec('ROLLBACK');
      // A last connection takes the journal with it, and this one must not be the last: the daemon may just have been killed.
      other.close();
    };
  },

  'no file descriptors'(victim) {
    const pid = victim.daemon.groupId;
    const open = readdirSync(`/proc/${pid}/fd`).length;
    limitFiles(pid, open + victim.random.whole(6));
    return () => limitFiles(pid, 4096);
  },

  'a media folder that cannot be written'(victim) {
    const media = join(victim.root, 'data', 'media');
    if (process.getuid?.() !== 0) {
      chmodSync(media, 0o500);
      return () => chmodSync(media, 0o700);
    }
    return makeReadOnly(media) ?? (() => undefined);
  },

  'a clock two days ahead': (victim) => setClock(victim, twoDaysMs),
  'a clock two days back': (victim) => setClock(victim, -twoDaysMs),

  'cut files in the scratch folder'(victim) {
    const scratch = join(victim.root, 'data', 'scratch');
    const name = victim.random.pickOrNull(readdirSync(scratch));
    if (name === null) return () => undefined;
    try {
      truncateSync(join(scratch, name), Math.floor(statSync(join(scratch, name)).size / 2));
    } catch {
      // Whoever it belongs to was quicker.
    }
    return () => undefined;
  },

  'files that are taken away'(victim) {
    for (const folder of ['media', 'posters']) {
      const below = join(victim.root, 'data', folder);
      const files = readdirSync(below, { recursive: true, encoding: 'utf8' }).filter((name) =>
        /\.(mp4|png|webp)$/.test(name),
      );
      const name = victim.random.pickOrNull(files);
      if (name === null) continue;
      victim.removedFiles.add(`${folder}/${name}`);
      rmSync(join(below, name), { force: true });
    }
    return () => undefined;
  },
};

/** Root may write everywhere but in a file system that takes nothing. Null while somebody is writing there: then it cannot be had. */
export function makeReadOnly(folder: string): (() => void) | null {
  execFileSync('mount', ['--bind', folder, folder]);
  const undo = () => void execFileSync('umount', ['--lazy', folder]);
  for (let tries = 0; tries < 50; tries += 1) {
    if (spawnSync('mount', ['-o', 'remount,ro,bind', folder], { stdio: 'ignore' }).status === 0) return undo;
  }
  undo();
  return null;
}

function setClock(victim: Victim, offsetMs: number): () => void {
  victim.clockOffsetMs = offsetMs;
  victim.daemon.tell({ do: 'set clock', offsetMs });
  return () => {
    victim.clockOffsetMs = 0;
    victim.daemon.tell({ do: 'set clock', offsetMs: 0 });
  };
}

function limitFiles(pid: number, count: number): void {
  if (existsSync(`/proc/${pid}`)) execFileSync('prlimit', ['--pid', String(pid), `--nofile=${count}:`]);
}

/** Processes of a group beside its leader. */
export function childrenOf(groupId: number): number[] {
  const rows = execFileSync('ps', ['-A', '-o', 'pid=,pgid=,stat='], { encoding: 'utf8' }).trim().split('\n');
  return rows
    .map((row) => row.trim().split(/\s+/))
    .filter(([pid, group, state]) => Number(group) === groupId && Number(pid) !== groupId && !state?.startsWith('Z'))
    .map(([pid]) => Number(pid));
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It was done before.
  }
}

/** Kilobytes that a process holds in memory, 0 when it is gone. */
export function residentKilobytes(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
