import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { BackupProblem } from '@videoexpress/host';
import {
  type BackupFile,
  backupFormat,
  backupFormatVersion,
  type BackupManifest,
  backupManifestSchema,
  err,
  ok,
  type Result,
} from '@videoexpress/job-schema';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { z } from 'zod';
import { mismatch, readEntries } from './archive-entries.ts';
import { databaseName, manifestName } from './archive-names.ts';
import { damagedBackup, newerBackup, notABackup } from './archive-problems.ts';

/** A backup that is open: its manifest is right in itself and names exactly what is there. */
export interface OpenBackup {
  readonly manifest: BackupManifest;
  /** Size of the whole file. */
  readonly bytes: number;
  /** The bytes of a file of the manifest. The stream breaks off where they are not what the archive says. */
  readonly read: (file: BackupFile) => Promise<Readable>;
  readonly close: () => void;
}

/** A manifest of a million files stays below. */
const mostManifestBytes = 256 * 1024 * 1024;

/** Opens a backup. What is no backup, was cut off, was made by a later program, or names places elsewhere is refused. */
export async function openBackup(path: string): Promise<Result<OpenBackup, BackupProblem>> {
  const found = await stat(path).catch(() => null);
  if (found === null) return err(notABackup(path, 'there is no such file'));
  if (!found.isFile()) return err(notABackup(path, 'it is no file'));
  let zip: ZipFile;
  try {
    zip = await openPromise(path, { autoClose: false, strictFileNames: true, validateEntrySizes: true });
  } catch (cause) {
    return err(notABackup(path, wordsOf(cause)));
  }
  const read = await readContent(path, zip);
  if (!read.ok) {
    zip.close();
    return read;
  }
  const { manifest, entries } = read.value;
  return ok({
    manifest,
    bytes: found.size,
    read: (file) => zip.openReadStreamPromise(entryOf(entries, file.name)),
    close: () => zip.close(),
  });
}

interface Content {
  readonly manifest: BackupManifest;
  readonly entries: ReadonlyMap<string, Entry>;
}

async function readContent(path: string, zip: ZipFile): Promise<Result<Content, BackupProblem>> {
  try {
    const entries = await readEntries(zip);
    if (!entries.ok) return err(damagedBackup(path, entries.error));
    const manifest = await readManifest(path, zip, entries.value);
    if (!manifest.ok) return manifest;
    const fault = mismatch(manifest.value, entries.value);
    return fault === null ? ok({ manifest: manifest.value, entries: entries.value }) : err(damagedBackup(path, fault));
  } catch (cause) {
    return err(damagedBackup(path, wordsOf(cause)));
  }
}

/** What every form of the manifest has, also those to come. */
const anyManifestSchema = z.object({
  format: z.literal(backupFormat),
  formatVersion: z.int().positive(),
  appVersion: z.string().max(100),
});

async function readManifest(
  path: string,
  zip: ZipFile,
  entries: Content['entries'],
): Promise<Result<BackupManifest, BackupProblem>> {
  const entry = entries.get(manifestName);
  if (entry === undefined) return err(notABackup(path, 'it has no manifest'));
  if (entry.uncompressedSize > mostManifestBytes) return err(damagedBackup(path, 'its manifest is too large'));
  const text = (await buffer(await zip.openReadStreamPromise(entry))).toString('utf8');
  const raw: unknown = JSON.parse(text);
  const any = anyManifestSchema.safeParse(raw);
  if (!any.success) return err(notABackup(path, 'its manifest is that of something else'));
  const { formatVersion, appVersion } = any.data;
  if (formatVersion > backupFormatVersion)
    return err(newerBackup(path, formatVersion, backupFormatVersion, appVersion));
  const manifest = backupManifestSchema.safeParse(raw);
  if (!manifest.success) return err(damagedBackup(path, 'its manifest cannot be read'));
  if (!manifest.data.files.some(({ name }) => name === databaseName))
    return err(damagedBackup(path, 'it has no database'));
  return ok(manifest.data);
}

function entryOf(entries: Content['entries'], name: string): Entry {
  const entry = entries.get(name);
  if (entry === undefined) throw new Error(`The manifest was compared with the entries: ${name}`);
  return entry;
}

function wordsOf(cause: unknown): string {
  return (cause instanceof Error ? cause.message : String(cause)).replace(/\.$/, '');
}
