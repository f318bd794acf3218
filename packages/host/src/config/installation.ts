import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** The program as it lies on this machine. */
export interface Installation {
  /** The Node that runs it, absolute. */
  readonly node: string;
  /** The launcher, absolute. */
  readonly launcher: string;
  /** What npx was asked for, for example `./videoexpress-1.2.3.tgz`; null where the program was not run by npx. */
  readonly npxPackage: string | null;
}

/** npx keeps what it runs in a folder of its cache, and clears it when it likes. */
const inNpxCache = /^(.*[\\/]_npx[\\/][0-9a-f]+)[\\/]node_modules[\\/]/;
const npxManifest = z.object({ _npx: z.object({ packages: z.array(z.string()) }) });
const ownName = 'videoexpress';

/** Says how the program at `launcher` came to this machine. */
export function describeInstallation(node: string, launcher: string): Installation {
  const folder = inNpxCache.exec(launcher)?.[1];
  return { node, launcher, npxPackage: folder === undefined ? null : readNpxPackage(folder) };
}

function readNpxPackage(folder: string): string {
  try {
    const { _npx } = npxManifest.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
    return _npx.packages[0] ?? ownName;
  } catch {
    return ownName;
  }
}
