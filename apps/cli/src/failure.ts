import {
  exitCodes,
  type ConfigError,
  type ExitCode,
  type FolderError,
  describeFolderError,
  folderErrorExitCode,
} from '@videoexpress/host';
import type { CallError, FieldProblem, Job } from '@videoexpress/job-schema';

/** Why a command ends without having done its work: for a person one line and the way out, for a script a code. */
export interface Failure {
  readonly exitCode: ExitCode;
  /** Stable, as in the problem documents of the HTTP interface. */
  readonly code: string;
  readonly message: string;
  /** What to do next. */
  readonly fix?: string;
  readonly errors?: readonly FieldProblem[];
  /** It is what the person chose, so it is said without calling it an error. */
  readonly chosen?: true;
  /** The job that it is about, for `--json`. */
  readonly job?: Job;
}

/** Something on the command line cannot be understood. */
export function usageFailure(message: string, fix?: string): Failure {
  return { exitCode: exitCodes.usage, code: 'usage', message, ...(fix === undefined ? {} : { fix }) };
}

/** No daemon runs, and the command needs one. */
export const notRunning: Failure = {
  exitCode: exitCodes.notRunning,
  code: 'not_running',
  message: 'VideoExpress is not running.',
  fix: 'Start it with: videoexpress start',
};

/** The configuration cannot be used. */
export function configFailure(error: ConfigError): Failure {
  return { exitCode: exitCodes.configurationInvalid, code: error.code, message: error.detail };
}

/** The folders cannot be used. */
export function folderFailure(error: FolderError): Failure {
  return { exitCode: folderErrorExitCode(error), code: error.code, message: describeFolderError(error) };
}

/** Another process holds the data folder and gives no answer. */
export function lockedFailure(pids: readonly number[]): Failure {
  const holder = pids.length === 0 ? 'Another process' : `Process ${pids.join(', ')}`;
  return {
    exitCode: exitCodes.lockedByAnother,
    code: 'locked',
    message: `${holder} holds this data folder and does not answer.`,
    fix: 'Wait a moment and try again, or end it with: videoexpress stop',
  };
}

/** A call to the daemon that gave no answer, or a refusal. Refused input is the caller's: exit code 2. */
export function callFailure(error: CallError): Failure {
  switch (error.code) {
    case 'unreachable':
      return {
        exitCode: exitCodes.error,
        code: 'unreachable',
        message: `The daemon did not answer: ${error.detail}`,
        fix: 'See how it is with: videoexpress status',
      };
    case 'unexpected_answer':
      return {
        exitCode: exitCodes.error,
        code: 'unexpected_answer',
        message: `The daemon answered with something this version does not understand (status ${error.status}).`,
        fix: 'If it was started by another version, restart it with: videoexpress restart',
      };
    case 'problem': {
      const { problem } = error;
      const refused = problem.status === 400 || problem.status === 413 || problem.status === 415;
      return {
        exitCode: refused ? exitCodes.usage : exitCodes.error,
        code: problem.code,
        message: problem.detail,
        ...(problem.errors === undefined ? {} : { errors: problem.errors }),
      };
    }
  }
}
