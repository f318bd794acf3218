import { cpSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Programs that another user can start: where they are, or a copy in `scratch` where a folder above them is closed. */
export function reachablePrograms(folder: string, scratch: string): string {
  if (foldersAbove(folder).every((each) => (statSync(each).mode & 0o001) !== 0)) return folder;
  const copy = join(scratch, 'programs');
  cpSync(folder, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

function foldersAbove(folder: string): readonly string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...foldersAbove(above)];
}
