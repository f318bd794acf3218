import { resolve } from 'node:path';
import { exitCodes, plainText } from '@videoexpress/host';
import { type Command, dataDirOption, jsonOption } from '../../arguments/option.ts';
import { findSettledDaemon } from '../../daemon-link/link.ts';
import { readSettings } from '../../daemon-link/settings.ts';
import { lockedFailure, usageFailure } from '../../failure.ts';
import { backupFailure } from './backup-failure.ts';
import { contentText, tellGaps } from './backup.ts';
import { knownSecrets } from './known-secrets.ts';
import { restoreFromCloud } from './restore-cloud.ts';
import { adviseSecrets } from './secrets-advice.ts';

/** `videoexpress restore` */
export const restoreCommand: Command = {
  name: 'restore',
  summary: 'Put a backup, or the copy in the cloud, into an empty data folder',
  operands: { usage: '[FILE]', min: 0, max: 1 },
  options: [
    { name: 'from-cloud', help: 'Bring back what was copied to the Supabase project, instead of a file' },
    { name: 'email', value: 'ADDRESS', help: 'With --from-cloud: who signs in there' },
    { name: 'machine', value: 'NAME', help: 'With --from-cloud: which computer, where there are several' },
    { name: 'take-over', help: 'With --from-cloud: go on as that computer, because it is lost' },
    dataDirOption,
    jsonOption,
  ],
  examples: [
    { line: 'videoexpress restore studio.zip', what: 'on a new machine, before the first start' },
    { line: 'videoexpress restore studio.zip --data-dir ./restored', what: 'beside the studio that is there' },
    { line: 'videoexpress restore --from-cloud --take-over', what: 'after a computer was lost' },
  ],
  notes: [
    'The studio must not run, and its data folder must hold nothing: a backup is never restored over anything.',
    'With --from-cloud it asks for the address and key of the project where the environment has none, then for the password or the code of an e-mail, and for the recovery key. Where nobody types, the password is the first line that comes in and the recovery key the second.',
    'All of it is restored, or nothing. The login token and the sessions are new; jobs that had not ended wait.',
  ],
  async run(cli, invocation) {
    const { printer } = cli;
    const settings = readSettings(cli, invocation);
    if (!settings.ok) return printer.fail(settings.error);
    const { folders } = settings.value;
    const sighting = await findSettledDaemon(cli.clock, folders);
    if (sighting.state === 'not_answering') return printer.fail(lockedFailure(sighting.pids));
    if (sighting.state === 'running') {
      return printer.fail({
        exitCode: exitCodes.error,
        code: 'running',
        message: `The studio runs with ${folders.data}.`,
        fix: 'Stop it first, and move that folder away: videoexpress stop',
      });
    }
    const file = invocation.positionals[0];
    if (invocation.has('from-cloud') === (file !== undefined)) return printer.fail(eitherOr);
    if (invocation.has('from-cloud')) return restoreFromCloud(cli, invocation, settings.value);
    const over = new AbortController();
    const off = cli.onInterrupt(() => over.abort());
    const program = await cli.starter.backupProgram();
    const path = resolve(cli.cwd, file ?? '');
    const restored = await program.restore({ path, folders, signal: over.signal });
    off();
    if (!restored.ok) {
      const code = printer.fail(backupFailure(restored.error));
      return over.signal.aborted ? exitCodes.interruptedTwice : code;
    }
    const { manifest } = restored.value;
    const { counts, gaps, media, schemaVersion, madeAt } = manifest;
    const known = knownSecrets(settings.value);
    const secretsToEnter = manifest.secretsNotHeld.filter((name) => !known.has(name));
    const isQueuePaused = counts.unendedJobs > 0;
    printer.document({
      dataFolder: folders.data,
      madeAt,
      media,
      schemaVersion,
      counts,
      gaps,
      isQueuePaused,
      secretsToEnter,
    });
    printer.line(
      `${printer.paint('good', 'Restored')} into ${plainText(folders.data)}: ${contentText(restored.value)}.`,
    );
    if (!media) {
      printer.note(
        `Put the folders media and posters of the old data folder into ${folders.data}, where you have them.`,
      );
    }
    tellGaps(cli, restored.value);
    if (isQueuePaused) {
      const jobs = counts.unendedJobs === 1 ? '1 job had' : `${counts.unendedJobs} jobs had`;
      printer.note(
        `${jobs} not ended when the backup was made. The queue is paused, so that no work is done, and paid for, twice. Look through it and resume it with: videoexpress open`,
      );
    }
    adviseSecrets(printer, secretsToEnter, 'Secrets are in no backup. Enter these again, once it runs:');
    printer.note('Start it with: videoexpress start');
    return exitCodes.done;
  },
};

const eitherOr = usageFailure(
  'Name one thing to restore from.',
  'A backup: videoexpress restore FILE. The copy in the cloud: videoexpress restore --from-cloud.',
);
