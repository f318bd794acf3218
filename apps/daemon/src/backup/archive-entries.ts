import { type BackupManifest, err, ok, type Result } from '@videoexpress/job-schema';
import type { Entry, ZipFile } from 'yauzl';
import { isBackupName, manifestName, readmeName } from './archive-names.ts';

const fileTypeBits = 0o170000;
const regularFile = 0o100000;

/** The entries of an archive by their names; or what makes it one that no backup can be. */
export async function readEntries(zip: ZipFile): Promise<Result<ReadonlyMap<string, Entry>, string>> {
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) {
    const name = entry.fileName;
    if (entries.has(name)) return err(`it has “${name}” twice`);
    if (name !== manifestName && name !== readmeName && !isBackupName(name))
      return err(`“${name}” has no place in a backup`);
    // Where the archive says what kind of file it is, it is an ordinary one: no link, no device.
    const type = (entry.externalFileAttributes >>> 16) & fileTypeBits;
    if (type !== 0 && type !== regularFile) return err(`“${name}” is no ordinary file`);
    if (entry.isEncrypted() || !entry.canDecodeFileData()) return err(`“${name}” cannot be read`);
    entries.set(name, entry);
  }
  return ok(entries);
}

/** Where a manifest and an archive do not say the same; null when they do. */
export function mismatch(manifest: BackupManifest, entries: ReadonlyMap<string, Entry>): string | null {
  const listed = new Set<string>();
  for (const { name, bytes } of manifest.files) {
    const entry = entries.get(name);
    if (entry === undefined || !isBackupName(name)) return `“${name}” is not in it`;
    if (listed.has(name)) return `“${name}” is listed twice`;
    if (entry.uncompressedSize !== bytes) return `“${name}” has another size than it should`;
    listed.add(name);
  }
  for (const name of entries.keys()) {
    if (name !== manifestName && name !== readmeName && !listed.has(name)) return `“${name}” is in it unasked`;
  }
  return null;
}
