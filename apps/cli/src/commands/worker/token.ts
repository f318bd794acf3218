import {
  ensureFolders,
  exitCodes,
  readOrCreateWorkerToken,
  rotateWorkerToken,
  type SecretFileError,
} from '@videoexpress/host';
import { dataDirOption, jsonOption, type Command } from '../../arguments/option.ts';
import { readSettings } from '../../daemon-link/settings.ts';
import { folderFailure, type Failure } from '../../failure.ts';

/** `videoexpress worker token` */
export const workerTokenCommand: Command = {
  name: 'worker token',
  summary: 'Show what a worker in another machine needs to come in, or put another in force',
  options: [
    { name: 'rotate', help: 'Put another token in force; whoever has the old one is locked out' },
    dataDirOption,
    jsonOption,
  ],
  examples: [
    { line: 'videoexpress worker token', what: 'for VIDEOEXPRESS_WORKER_TOKEN in the machine with the GPU' },
    { line: 'videoexpress worker token --rotate', what: 'lock out everyone who has it' },
  ],
  notes: ['It opens the door for workers and nothing else. worker start in this machine finds it by itself.'],
  async run(cli, invocation) {
    const { printer } = cli;
    const settings = readSettings(cli, invocation);
    if (!settings.ok) return printer.fail(settings.error);
    const { folders } = settings.value;
    const ensured = ensureFolders(folders);
    if (!ensured.ok) return printer.fail(folderFailure(ensured.error));
    const rotated = invocation.has('rotate');
    const file = folders.workerTokenFile;
    const token = rotated ? rotateWorkerToken(file) : readOrCreateWorkerToken(file);
    if (!token.ok) return printer.fail(tokenFailure(token.error));
    printer.document({ token: token.value, rotated, file });
    // Alone on its line, for `$(videoexpress worker token)`.
    printer.line(token.value);
    if (rotated) {
      printer.note('The old token opens nothing from now on. What workers had in hand goes to the next one.');
      printer.note('worker start in this machine takes this one by itself; in another machine start it again with it.');
    }
    return exitCodes.done;
  },
};

/** The file of the token can be neither read nor written. */
export function tokenFailure({ code, path, detail }: SecretFileError): Failure {
  return {
    exitCode: exitCodes.error,
    code: `worker_token_${code}`,
    message: `The token for workers cannot be ${code === 'unreadable' ? 'read' : 'written'}: ${detail}`,
    fix: `See to it that this user may read and write ${path}`,
  };
}
