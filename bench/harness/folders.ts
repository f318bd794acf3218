import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Folders of one run, below the system's own for temporary files unless another disk is named. */
export function benchFolders(below: string = tmpdir()) {
  mkdirSync(below, { recursive: true });
  const root = mkdtempSync(join(below, 'videoexpress-bench-'));
  let count = 0;
  return {
    folder(name: string): string {
      count += 1;
      const folder = join(root, `${count}-${name}`);
      mkdirSync(folder);
      return folder;
    },
    remove: () => rmSync(root, { recursive: true, force: true, maxRetries: 5 }),
  };
}
