import type { ChildProcess } from 'node:child_process';
import open from 'open';

/** A program that cannot open the address says so within this time; a browser that it started may run for hours. */
const verdictMs = 1500;

/**
 * Shows an address in the person's browser. False when there is no way to: the helper program is missing, or it ends
 * with an error, both of which come late and in more than one form.
 */
export async function openBrowser(url: string): Promise<boolean> {
  try {
    return await endedWell(await open(url));
  } catch {
    return false;
  }
}

/** Whether the program that opens addresses is content, or still at it when the time is over. */
export function endedWell(child: ChildProcess): Promise<boolean> {
  return new Promise((resolve) => {
    if (child.exitCode !== null) {
      resolve(child.exitCode === 0);
      return;
    }
    const timer = setTimeout(() => resolve(true), verdictMs);
    const settle = (well: boolean): void => {
      clearTimeout(timer);
      resolve(well);
    };
    child.once('error', () => settle(false));
    child.once('exit', (code) => settle(code === 0));
  });
}
