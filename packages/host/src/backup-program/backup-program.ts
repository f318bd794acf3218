import type { BackupManifest, Result } from '@videoexpress/job-schema';
import type { Folders } from '../folders/folders.ts';
import type { BackupProblem } from './backup-problem.ts';
import type { RestoreFromCloud } from './cloud-restore.ts';

/** A backup that was read to its last byte. */
export interface CheckedBackup {
  readonly manifest: BackupManifest;
  /** Size of the whole file. */
  readonly bytes: number;
}

export interface WriteBackupOptions {
  readonly folders: Folders;
  /** Where it is written; not there yet. */
  readonly path: string;
  readonly media: boolean;
  readonly secretsNotHeld: readonly string[];
  readonly signal: AbortSignal;
}

export interface RestoreBackupOptions {
  readonly path: string;
  readonly folders: Folders;
  readonly signal: AbortSignal;
}

/** What the daemon's program can do with backups while no daemon runs. The command line loads it from there. */
export interface BackupProgram {
  /** Makes a backup of a studio that does not run, and keeps it from starting meanwhile. */
  write(options: WriteBackupOptions): Promise<Result<null, BackupProblem>>;
  /** Reads every byte of a backup and compares it with its own manifest. */
  check(path: string, signal: AbortSignal): Promise<Result<CheckedBackup, BackupProblem>>;
  /** Puts a backup into a data folder that is not there or holds nothing: all of it, or nothing. */
  restore(options: RestoreBackupOptions): Promise<Result<CheckedBackup, BackupProblem>>;
  /** Brings a studio back from the person's Supabase project, into such a folder: all of it, or nothing. */
  readonly restoreFromCloud: RestoreFromCloud;
}
