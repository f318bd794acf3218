import type { ExitCode } from '../runtime/exit-codes.ts';

/** Why a backup could not be made, read, or restored. Nothing was changed. */
export interface BackupProblem {
  readonly exitCode: ExitCode;
  /** Stable: `locked`, `not_a_backup`, `backup_damaged`, `backup_too_new`, `disk_full`, `folder_not_empty` and the like. */
  readonly code: string;
  /** For a person: what is wrong. */
  readonly message: string;
  /** What to do; null where there is nothing to do. */
  readonly fix: string | null;
}
