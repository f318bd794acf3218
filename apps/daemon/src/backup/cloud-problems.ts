import { type BackupProblem, exitCodes } from '@videoexpress/host';
import type { CloudError } from '@videoexpress/studio';

const fixes: Readonly<Partial<Record<CloudError['code'], string>>> = {
  invalid_key: 'Copy the publishable key once more from the settings of the project.',
  needs_setup: 'Nothing was ever copied to this project. Compare its address with the one in your old Settings.',
  paused: 'Open the project at supabase.com and restore it, then try again.',
  unreachable: 'Try again when this computer is online.',
  rate_limited: 'Wait some minutes, then try again.',
};

/** Why the project did not do what a restore asked of it. Nothing was changed here. */
export function cloudProblem({ code, detail }: CloudError): BackupProblem {
  if (code === 'called_off') return calledOff;
  return { exitCode: exitCodes.error, code: `cloud_${code}`, message: detail, fix: fixes[code] ?? null };
}

export const calledOff: BackupProblem = {
  exitCode: exitCodes.error,
  code: 'called_off',
  message: 'Called off. Nothing was changed.',
  fix: null,
};

export const noMachine: BackupProblem = {
  exitCode: exitCodes.error,
  code: 'nothing_there',
  message: 'There is no studio in this project for this account.',
  fix: 'Sign in with the address that the studio was signed in with.',
};

export const nothingChosen: BackupProblem = {
  exitCode: exitCodes.usage,
  code: 'machine_unknown',
  message: 'Several computers were copied to this project, and none of them was chosen.',
  fix: 'Name one with --machine NAME.',
};

/** The letters are no key, or that of another studio. */
export function wrongRecoveryKey(why: string): BackupProblem {
  return {
    exitCode: exitCodes.error,
    code: 'recovery_key_wrong',
    message: why,
    fix: 'Try again, or leave it empty: everything but the logins of channels comes back, and those you log in to once more.',
  };
}

/** Another process has the folder. */
export function lockedFolder(folder: string): BackupProblem {
  return {
    exitCode: exitCodes.lockedByAnother,
    code: 'locked',
    message: `Another process uses ${folder}.`,
    fix: 'Stop the studio first: videoexpress stop',
  };
}
