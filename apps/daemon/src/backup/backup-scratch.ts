import { readdirSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';

const prefix = 'backup-';

/** Makes a working folder for one backup below the scratch folder; answers with its path. */
export function makeBackupScratch(folder: string): Promise<string> {
  return mkdtemp(join(folder, prefix));
}

/** Removes what backups left that were cut off by a kill. Only for the one that holds the data folder. */
export function clearBackupScratch(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (name.startsWith(prefix)) rmSync(join(folder, name), { recursive: true, force: true });
  }
}
