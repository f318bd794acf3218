import { createWriteStream, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { type ChildEnd, type Children, type Folders, resolveFolders } from '@videoexpress/host';
import { createBackupProgram, createBackupProgramOf } from '../backup/backup-program.ts';
import { backupTasks } from '../backup/backup-tasks.ts';
import { createBackups, type OpenBackupStream } from '../backup/serve-backups.ts';
import type { TestStudio } from './test-studio.ts';

/** Does the tasks of children in this process: a child of the sources takes two seconds to start. */
const tasksHere: Pick<Children, 'start'> = {
  start(task, input) {
    const context = { reportProgress: () => undefined };
    const run = async (): Promise<ChildEnd> => ({ kind: 'done', result: await backupTasks[task]?.(input, context) });
    return { pid: undefined, ended: run(), abort: () => undefined };
  },
};

/** What the daemon's program can do with backups while it does not run. */
export const backupProgramUnderTest = createBackupProgram(tasksHere);

/** The same with children of its own, as it is outside of tests. */
export const wholeBackupProgram = createBackupProgramOf(fileURLToPath(new URL('../main.ts', import.meta.url)));

/** The backups of a test's studio. */
export function backupsOf(test: TestStudio, secrets: readonly string[] = []): OpenBackupStream {
  return createBackups({
    folders: test.folders,
    children: tasksHere,
    appVersion: '0.0.0-test',
    clock: test.clock,
    log: test.log,
    secretsNotHeld: () => secrets,
    holdFiles: () => test.studio.assets.holdFiles(),
  });
}

/** Takes one and writes it to a file. */
export async function backUpTo(path: string, openBackup: OpenBackupStream, media = true): Promise<void> {
  const opened = await openBackup({ media, signal: new AbortController().signal });
  if (!opened.ok) throw new Error(opened.error.detail);
  await pipeline(opened.value.stream, createWriteStream(path));
  await opened.value.discard();
}

/** Folders of a studio that was never started: nothing is there. */
export function unusedFolders(): Folders {
  const root = mkdtempSync(join(tmpdir(), 'videoexpress-unused-'));
  const folders = resolveFolders({ env: {}, platform: process.platform, homeDir: root }, root);
  if (!folders.ok) throw new Error(folders.error.detail);
  return folders.value;
}
