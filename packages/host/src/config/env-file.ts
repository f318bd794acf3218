import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import { err, ok, type Result } from '@videoexpress/job-schema';
import type { Environment } from './machine.ts';

/** The `name` in the package.json at the root of a clone of the project. */
const cloneName = 'videoexpress-studio';

/**
 * The root of the clone that this code runs from, or null where it was installed as a package. It is found from the
 * code's own place, never from the folder that the person stands in.
 */
export function findCloneRoot(fromUrl: string = import.meta.url): string | null {
  let folder = dirname(fileURLToPath(fromUrl));
  for (;;) {
    if (readPackageName(join(folder, 'package.json')) === cloneName) return folder;
    const parent = dirname(folder);
    if (parent === folder) return null;
    folder = parent;
  }
}

function readPackageName(path: string): unknown {
  try {
    const parsed: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return typeof parsed === 'object' && parsed !== null && 'name' in parsed ? parsed.name : undefined;
  } catch {
    return undefined;
  }
}

/** Reads a `.env`. A missing one is empty; one that cannot be read is an error with the reason. */
export function readEnvFile(path: string): Result<Environment, { readonly detail: string }> {
  if (!existsSync(path)) return ok({});
  try {
    return ok(parseEnv(readFileSync(path, 'utf8')));
  } catch (cause) {
    return err({ detail: cause instanceof Error ? cause.message : String(cause) });
  }
}
