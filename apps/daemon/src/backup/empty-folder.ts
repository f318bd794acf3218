import { readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type BackupProblem, exitCodes } from '@videoexpress/host';

/** Whether nothing lies there, not even a folder. */
export async function holdsNothing(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).length === 0;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return true;
    throw cause;
  }
}

/** What an earlier restore that was killed left beside the folder. */
export async function removeHalves(target: string): Promise<void> {
  const parent = dirname(target);
  for (const name of await readdir(parent)) {
    if (name.startsWith(halfPrefix(target))) await rm(join(parent, name), { recursive: true, force: true });
  }
}

/** How the folder is called beside `target` while a backup is unpacked into it. */
export function halfPrefix(target: string): string {
  return `.${basename(target)}.restore-`;
}

/** What is there is never written over. */
export function notEmpty(folder: string): BackupProblem {
  return {
    exitCode: exitCodes.usage,
    code: 'folder_not_empty',
    message: `${folder} holds something already. A backup is never restored over anything.`,
    fix: 'Move that folder away, or restore into another with --data-dir DIR.',
  };
}
