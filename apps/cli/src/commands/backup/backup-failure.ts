import type { BackupProblem } from '@videoexpress/host';
import type { Failure } from '../../failure.ts';

/** A problem with a backup, as a command tells it. */
export function backupFailure({ exitCode, code, message, fix }: BackupProblem): Failure {
  return { exitCode, code, message, ...(fix === null ? {} : { fix }) };
}
