import { execFile } from 'node:child_process';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { basename } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface PortHolder {
  readonly pid: number;
  readonly name: string;
}

/**
 * The process that listens on a TCP port of this machine, where the system says so. Null where nothing listens or where
 * it may not be seen (another user's process).
 */
export async function portHolder(
  port: number,
  platform: NodeJS.Platform = process.platform,
): Promise<PortHolder | null> {
  try {
    if (platform === 'linux') return await holderOnLinux(port);
    if (platform === 'darwin') return await holderOnMac(port);
    if (platform === 'win32') return await holderOnWindows(port);
    return null;
  } catch {
    return null;
  }
}

/** State `0A` is LISTEN; see the Linux kernel's documentation of /proc/net/tcp. */
export function listeningInodes(table: string, port: number): string[] {
  const portHex = port.toString(16).toUpperCase().padStart(4, '0');
  return table
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter((columns) => columns[3] === '0A' && columns[1]?.endsWith(`:${portHex}`) === true)
    .flatMap((columns) => (columns[9] === undefined ? [] : [columns[9]]));
}

async function holderOnLinux(port: number): Promise<PortHolder | null> {
  const tables = await Promise.all(
    ['/proc/net/tcp', '/proc/net/tcp6'].map((path) => readFile(path, 'utf8').catch(() => '')),
  );
  const sockets = new Set(tables.flatMap((table) => listeningInodes(table, port)).map((inode) => `socket:[${inode}]`));
  if (sockets.size === 0) return null;
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const names = await readdir(`/proc/${entry}/fd`).catch(() => []);
    for (const name of names) {
      const target = await readlink(`/proc/${entry}/fd/${name}`).catch(() => '');
      if (sockets.has(target)) return { pid: Number(entry), name: await nameOnLinux(entry) };
    }
  }
  return null;
}

/** `comm` may be a thread's name (Node renames its main thread), so the program's own name is preferred. */
async function nameOnLinux(pid: string): Promise<string> {
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  const program = command.split('\0')[0] ?? '';
  if (program !== '') return basename(program);
  return (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => 'unknown')).trim();
}

async function holderOnMac(port: number): Promise<PortHolder | null> {
  const { stdout } = await run('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc'], { timeout: 5000 });
  return parseLsof(stdout);
}

/** Reads `lsof -Fpc`: a line `p<pid>`, then a line `c<command>`. */
export function parseLsof(output: string): PortHolder | null {
  const pid = /^p(\d+)$/m.exec(output)?.[1];
  return pid === undefined ? null : { pid: Number(pid), name: /^c(.+)$/m.exec(output)?.[1] ?? 'unknown' };
}

async function holderOnWindows(port: number): Promise<PortHolder | null> {
  const { stdout } = await run('netstat', ['-ano', '-p', 'TCP'], { timeout: 5000, windowsHide: true });
  const pid = parseNetstat(stdout, port);
  if (pid === null) return null;
  const tasks = await run('tasklist', ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH'], {
    timeout: 5000,
    windowsHide: true,
  });
  return { pid, name: /^"([^"]+)"/.exec(tasks.stdout.trim())?.[1] ?? 'unknown' };
}

/** The state's word is translated on other systems' languages; a listener is known by its foreign port 0. */
export function parseNetstat(output: string, port: number): number | null {
  for (const line of output.split('\n')) {
    const [protocol, local, foreign, , pid] = line.trim().split(/\s+/);
    if (protocol === 'TCP' && local?.endsWith(`:${port}`) === true && foreign?.endsWith(':0') === true)
      return Number(pid);
  }
  return null;
}
