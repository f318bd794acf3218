import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { BackupProblem, CheckedBackup } from '@videoexpress/host';
import { type BackupFile, err, ok, type Result } from '@videoexpress/job-schema';
import { damagedBackup } from './archive-problems.ts';
import { openBackup } from './read-archive.ts';

/** Reads every byte of a backup and compares it with its own manifest. */
export async function checkBackup(path: string, signal: AbortSignal): Promise<Result<CheckedBackup, BackupProblem>> {
  const opened = await openBackup(path);
  if (!opened.ok) return opened;
  const { manifest, bytes, read, close } = opened.value;
  try {
    for (const file of manifest.files) {
      const fault = await passThrough(file, read, null, signal);
      if (fault !== null) return err(damagedBackup(path, fault));
    }
    return ok({ manifest, bytes });
  } finally {
    close();
  }
}

/** What is wrong with the file in the archive; null when nothing. Throws where `to` cannot take it, or when called off. */
export async function passThrough(
  file: BackupFile,
  read: (file: BackupFile) => Promise<Readable>,
  to: ((piece: Buffer) => Promise<void>) | null,
  signal: AbortSignal,
): Promise<string | null> {
  const hash = createHash('sha256');
  let writing: { readonly cause: unknown } | null = null;
  try {
    for await (const piece of await read(file)) {
      signal.throwIfAborted();
      hash.update(piece as Buffer);
      await to?.(piece as Buffer).catch((cause: unknown) => {
        writing = { cause };
        throw cause;
      });
    }
  } catch (cause) {
    signal.throwIfAborted();
    if (writing !== null) throw cause;
    return `“${file.name}” cannot be read`;
  }
  return hash.digest('hex') === file.sha256 ? null : `“${file.name}” has other bytes than it should`;
}
