import { lstat, opendir } from 'node:fs/promises';
import { join } from 'node:path';

/** What a walk may still spend; shared by the walks of one round. */
export interface WalkBudget {
  entriesLeft: number;
}

/**
 * The bytes of all files below a folder, links not followed; null when the budget ends first, or the folder cannot be
 * read. What vanishes on the way counts nothing. Folders in `known` are not walked again.
 */
export async function folderSize(
  path: string,
  budget: WalkBudget,
  known: ReadonlyMap<string, number | null> = new Map(),
): Promise<number | null> {
  const before = known.get(path);
  if (before !== undefined) return before;
  let bytes = 0;
  try {
    for await (const entry of await opendir(path)) {
      budget.entriesLeft -= 1;
      if (budget.entriesLeft < 0) return null;
      const inside = join(path, entry.name);
      const size = entry.isDirectory() ? await folderSize(inside, budget, known) : await fileSize(inside);
      if (size === null) return null;
      bytes += size;
    }
  } catch (cause) {
    return isGone(cause) ? 0 : null;
  }
  return bytes;
}

async function fileSize(path: string): Promise<number> {
  try {
    return (await lstat(path)).size;
  } catch {
    return 0;
  }
}

function isGone(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
}
