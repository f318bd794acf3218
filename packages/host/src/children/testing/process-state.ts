import { readFileSync } from 'node:fs';

/** Whether a process still runs. A dead one that nobody has collected yet (a zombie) does not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  return linuxState(pid) !== 'Z';
}

/** The state letter of proc(5), or nothing on systems that have no such file. */
function linuxState(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).at(0);
  } catch {
    return undefined;
  }
}
