import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { LibraryFiles } from '@videoexpress/job-schema';
import type Database from 'better-sqlite3';
import { libraryFiles } from '../database-copy/copied-files.ts';

const mostExamples = 5;
/** A file that is being written, or that was left half written and goes at the next start. */
const unfinished = /\.(part|download)$/;

/** Compares the rows of a library with the files below its data folder. Changes nothing. */
export function compareFiles(db: Database.Database, dataFolder: string): LibraryFiles {
  const onDisk = new Map([...filesBelow(dataFolder, 'media'), ...filesBelow(dataFolder, 'posters')]);
  const missing: string[] = [];
  const missingPosters: string[] = [];
  const known = new Set<string>();
  let assets = 0;
  for (const { name, sha256 } of libraryFiles(db)) {
    known.add(name);
    if (sha256 !== null) assets += 1;
    if (!onDisk.has(name)) (sha256 === null ? missingPosters : missing).push(name);
  }
  for (const name of leftovers(db)) known.add(name);
  const strays = [...onDisk].filter(([name]) => !known.has(name) && !unfinished.test(name));
  return {
    assets,
    missing: few(missing),
    missingPosters: few(missingPosters),
    strays: { ...few(strays.map(([name]) => name)), bytes: strays.reduce((sum, [, bytes]) => sum + bytes, 0) },
  };
}

function few(names: readonly string[]): { count: number; examples: string[] } {
  return { count: names.length, examples: names.slice(0, mostExamples) };
}

/** Files that are about to go: they belong to nobody any more, and are no strays. */
function leftovers(db: Database.Database): string[] {
  const has = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'leftover_file'").get() !== undefined;
  return has ? db.prepare<[], string>('SELECT path FROM leftover_file').pluck().all() : [];
}

function* filesBelow(dataFolder: string, folder: string): Generator<[name: string, bytes: number]> {
  if (!existsSync(join(dataFolder, folder))) return;
  const entries = readdirSync(join(dataFolder, folder), { withFileTypes: true, recursive: true });
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(dataFolder.length + 1).replaceAll('\\', '/');
    yield [name, lstatSync(path, { throwIfNoEntry: false })?.size ?? 0];
  }
}
