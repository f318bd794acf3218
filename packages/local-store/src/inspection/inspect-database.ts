import { copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSighting } from '@videoexpress/job-schema';
import Database from 'better-sqlite3';
import { newestEvent, readCommitMark } from '../commit-mark.ts';
import { tooNew } from '../migrate.ts';
import { newestVersion } from '../migrations/index.ts';
import type { OpenError } from '../open-error.ts';
import { behind, corrupt, openError } from '../open-problems.ts';
import { compareFiles } from './compare-files.ts';

export interface InspectOptions {
  readonly databaseFile: string;
  readonly dataFolder: string;
  /** `beside`: a daemon has it open, so reading it leaves no file behind. `copy`: nobody has, so a copy is looked at. */
  readonly how: 'beside' | 'copy';
}

/** More is not copied for a look: the start of the studio reads it in place. */
const mostBytes = 512 * 1024 * 1024;

/** Looks at a database and at the library's files, and changes nothing, not even the files that SQLite keeps beside it. */
export function inspectDatabase({ databaseFile, dataFolder, how }: InspectOptions): DatabaseSighting {
  try {
    if (how === 'beside') return lookAt(databaseFile, databaseFile, dataFolder);
    if (statSync(databaseFile).size > mostBytes) {
      return { state: 'unread', detail: `${databaseFile} is too large for a quick look; the next start checks it.` };
    }
    const folder = mkdtempSync(join(tmpdir(), 'videoexpress-look-'));
    try {
      const copy = join(folder, 'copy.db');
      copyFileSync(databaseFile, copy);
      if (existsSync(`${databaseFile}-wal`)) copyFileSync(`${databaseFile}-wal`, `${copy}-wal`);
      return lookAt(copy, databaseFile, dataFolder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  } catch (cause) {
    return unusable(openError(databaseFile, cause));
  }
}

/** @param named the name of the database as the person knows it */
function lookAt(path: string, named: string, dataFolder: string): DatabaseSighting {
  const db = new Database(path, { readonly: true, fileMustExist: true, timeout: 1000 });
  try {
    const schemaVersion = Number(db.pragma('user_version', { simple: true }));
    if (schemaVersion > newestVersion) return unusable(tooNew(schemaVersion, newestVersion));
    const fault = String(db.pragma('quick_check(1)', { simple: true }));
    if (fault !== 'ok') return unusable(corrupt(named, fault));
    const [newest, marked] = [newestEvent(db), readCommitMark(named)];
    if (newest < marked) return unusable(behind(named, marked - newest));
    if (schemaVersion === 0) return unusable(corrupt(named, 'it is empty'));
    return { state: 'whole', schemaVersion, library: compareFiles(db, dataFolder) };
  } finally {
    db.close();
  }
}

function unusable({ code, detail }: OpenError): DatabaseSighting {
  return { state: 'unusable', code, detail };
}
