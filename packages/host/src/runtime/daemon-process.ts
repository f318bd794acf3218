import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readdir, readlink, realpath } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What is known of a process id. `unknown` where the system does not let us look. */
export type ProcessProof = 'ours' | 'foreign' | 'gone' | 'unknown';

/**
 * Whether the process `pid` is a daemon of this studio: it is when it has this studio's lock file open. A number that
 * the system gave to another program since then is `foreign` (F15).
 */
export async function proveDaemonProcess(
  pid: number,
  lockFile: string,
  platform: NodeJS.Platform = process.platform,
): Promise<ProcessProof> {
  if (!isAlive(pid)) return 'gone';
  const files =
    platform === 'linux' ? await openFilesOnLinux(pid) : platform === 'darwin' ? await openFilesOnMac(pid) : null;
  if (files === null) return 'unknown';
  const lock = await realpath(lockFile).catch(() => lockFile);
  return files.includes(lock) ? 'ours' : 'foreign';
}

/** Whether a process with this id runs, whoever's it is. Sends nothing. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (cause) {
    return cause instanceof Error && 'code' in cause && cause.code === 'EPERM';
  }
  return !isZombie(pid);
}

/**
 * A process that has ended keeps its number until its parent has asked how; in a container that parent may be a first
 * process that never asks. The state follows the name in brackets: see proc_pid_stat(5).
 */
function isZombie(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z');
  } catch {
    return false;
  }
}

/** The ids of the processes that have `file` open, as far as this user may see. Null where it cannot be asked. */
export async function processesHolding(
  file: string,
  platform: NodeJS.Platform = process.platform,
): Promise<number[] | null> {
  const path = await realpath(file).catch(() => null);
  if (path === null) return [];
  if (platform === 'darwin') return lsofPids(path);
  if (platform !== 'linux') return null;
  const holders: number[] = [];
  for (const entry of await readdir('/proc').catch(() => [])) {
    if (!/^\d+$/.test(entry)) continue;
    const files = await openFilesOnLinux(Number(entry));
    if (files?.includes(path) === true) holders.push(Number(entry));
  }
  return holders;
}

async function openFilesOnLinux(pid: number): Promise<string[] | null> {
  try {
    const folder = `/proc/${pid}/fd`;
    const names = await readdir(folder);
    // A descriptor can be closed while the list is read.
    return await Promise.all(names.map((name) => readlink(`${folder}/${name}`).catch(() => '')));
  } catch {
    return null;
  }
}

async function openFilesOnMac(pid: number): Promise<string[] | null> {
  try {
    const { stdout } = await run('lsof', ['-a', '-p', String(pid), '-Fn'], { timeout: 5000 });
    return stdout
      .split('\n')
      .filter((line) => line.startsWith('n'))
      .map((line) => line.slice(1));
  } catch {
    return null;
  }
}

async function lsofPids(path: string): Promise<number[] | null> {
  try {
    const { stdout } = await run('lsof', ['-t', '--', path], { timeout: 5000 });
    return stdout.split('\n').filter(Boolean).map(Number);
  } catch (cause) {
    // lsof ends with 1 and says nothing when no process has the file open.
    return cause instanceof Error && 'code' in cause && cause.code === 1 ? [] : null;
  }
}
