import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Children, Folders } from '@videoexpress/host';
import { backupFormat, backupFormatVersion, ok, type Result } from '@videoexpress/job-schema';
import type { OpenError } from '@videoexpress/local-store';
import { openMedia } from '../http/content/open-media.ts';
import { databaseName, isBackupName } from './archive-names.ts';
import { makeBackupScratch } from './backup-scratch.ts';
import { copyTaskName } from './backup-tasks.ts';
import { runDatabaseTask } from './run-database-task.ts';
import { type ArchiveParts, type SourceFile, writeArchive } from './write-archive.ts';

export interface MakeBackupOptions {
  readonly folders: Folders;
  readonly children: Pick<Children, 'start'>;
  readonly appVersion: string;
  /** ISO 8601 in UTC. */
  readonly madeAt: string;
  readonly media: boolean;
  readonly secretsNotHeld: readonly string[];
  /** Calls it off, at any time. */
  readonly signal: AbortSignal;
}

/** A backup that is about to be written. */
export interface MadeBackup {
  readonly stream: Readable;
  /** Takes the copy of the database away. To be called when the stream has closed, whatever came of it. */
  readonly discard: () => Promise<void>;
}

/** Copies the database as it is at this moment, and opens the stream of the whole backup. */
export async function makeBackup(options: MakeBackupOptions): Promise<Result<MadeBackup, OpenError>> {
  const { folders, children, signal } = options;
  const folder = await makeBackupScratch(folders.scratch);
  const discard = (): Promise<void> => rm(folder, { recursive: true, force: true });
  const path = join(folder, databaseName);
  const copied = await runDatabaseTask(children, copyTaskName, { from: folders.databaseFile, to: path }, signal);
  if (!copied.ok) {
    await discard();
    return copied;
  }
  const { schemaVersion, counts, files } = copied.value;
  const library = options.media ? files.filter(({ name }) => isBackupName(name)) : [];
  const sources: SourceFile[] = [
    { name: databaseName, open: () => openPlain(path), sha256: null, compress: true },
    ...library.map(({ name, sha256 }) => ({
      name,
      sha256,
      // Clips and pictures are squeezed already.
      compress: false,
      open: () => openMedia(join(folders.data, ...name.split('/')), [folders.media, folders.posters]),
    })),
  ];
  const facts: ArchiveParts['facts'] = {
    format: backupFormat,
    formatVersion: backupFormatVersion,
    appVersion: options.appVersion,
    schemaVersion,
    madeAt: options.madeAt,
    media: options.media,
    counts,
    secretsNotHeld: [...options.secretsNotHeld],
  };
  return ok({ stream: writeArchive({ facts, sources, signal }), discard });
}

async function openPlain(path: string): ReturnType<SourceFile['open']> {
  const handle = await open(path, 'r');
  return { handle, bytes: (await handle.stat()).size };
}
