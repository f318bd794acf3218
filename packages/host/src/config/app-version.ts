import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { findCloneRoot } from './env-file.ts';

/** Put in by the bundler; not there when the sources run as they are. */
declare const __VIDEOEXPRESS_VERSION__: string | undefined;

const packageSchema = z.object({ version: z.string() });

/** The version of the product, which is that of the package `videoexpress`. */
export function appVersion(): string {
  if (typeof __VIDEOEXPRESS_VERSION__ === 'string') return __VIDEOEXPRESS_VERSION__;
  const root = findCloneRoot();
  if (root === null) return '0.0.0';
  return packageSchema.parse(JSON.parse(readFileSync(join(root, 'apps', 'cli', 'package.json'), 'utf8'))).version;
}
