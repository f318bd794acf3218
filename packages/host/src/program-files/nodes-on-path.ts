import { execFile } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Machine } from '../config/machine.ts';

/** A Node that a person's shell would find. */
export interface FoundNode {
  readonly path: string;
  /** As `22.14.0`. */
  readonly version: string;
}

const mostNodes = 6;
const answerWithinMs = 1500;

/** Every Node in the PATH, each once, in its order. One that does not say its version in time is left out. */
export async function nodesOnPath({ env, platform }: Pick<Machine, 'env' | 'platform'>): Promise<readonly FoundNode[]> {
  const program = platform === 'win32' ? 'node.exe' : 'node';
  const paths = new Map<string, string>();
  for (const folder of (env['PATH'] ?? env['Path'] ?? '').split(delimiter)) {
    const path = join(folder, program);
    if (folder === '' || !existsSync(path)) continue;
    const real = realpathSync(path);
    if (!paths.has(real)) paths.set(real, path);
  }
  const found = await Promise.all([...paths.values()].slice(0, mostNodes).map(askVersion));
  return found.flatMap((node) => node ?? []);
}

function askVersion(path: string): Promise<FoundNode | null> {
  return new Promise((resolve) => {
    execFile(path, ['--version'], { timeout: answerWithinMs, windowsHide: true }, (error, out) => {
      const version = /^v(\d+\.\d+\.\d+)/.exec(out)?.[1];
      resolve(error === null && version !== undefined ? { path, version } : null);
    });
  });
}
