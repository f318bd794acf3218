import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type CheckedBackup, exitCodes, flushFolder, plainText } from '@videoexpress/host';
import { err, type Result } from '@videoexpress/job-schema';
import { type Command, dataDirOption, jsonOption } from '../../arguments/option.ts';
import type { Cli } from '../../cli.ts';
import { readSettings, type Settings } from '../../daemon-link/settings.ts';
import type { Failure } from '../../failure.ts';
import { bytesText } from '../../printer/amounts.ts';
import { type OutputPlan, planOutput, settleFile } from '../../saving/output-file.ts';
import { backupFailure } from './backup-failure.ts';
import { adviseSecrets } from './secrets-advice.ts';
import { clearUnfinishedBackups, unfinishedPathFor } from './unfinished-backups.ts';
import { writeBackupTo } from './write-backup.ts';

/** `videoexpress backup` */
export const backupCommand: Command = {
  name: 'backup',
  summary: 'Copy the database, and the library with --media, to one file',
  operands: { usage: 'FILE', min: 1, max: 1 },
  options: [
    { name: 'media', help: 'With every clip, picture and poster' },
    { name: 'force', help: 'Replace FILE when it is there' },
    dataDirOption,
    jsonOption,
  ],
  examples: [
    { line: 'videoexpress backup studio.zip', what: 'projects, prompts, settings, history' },
    { line: 'videoexpress backup /mnt/usb/studio.zip --media', what: 'everything that cannot be made again' },
  ],
  notes: [
    'The studio may run meanwhile. The file has its name only once every byte of it was read again and compared.',
    'Keys, passwords and logins are in no backup: it says which have to be entered again.',
  ],
  async run(cli, invocation) {
    const { printer } = cli;
    const settings = readSettings(cli, invocation);
    if (!settings.ok) return printer.fail(settings.error);
    const plan = planOutput(
      {
        output: invocation.positionals[0] ?? '',
        overwrite: invocation.has('force'),
        fileName: `VideoExpress ${new Date(cli.clock.now()).toISOString().slice(0, 10)}.zip`,
      },
      cli.cwd,
    );
    if (!plan.ok) {
      const { error } = plan;
      const fix =
        error.code === 'file_exists' ? error.fix : 'Name a file in a folder that is there and can be written.';
      return printer.fail(fix === undefined ? error : { ...error, fix });
    }
    const over = new AbortController();
    const off = cli.onInterrupt(() => over.abort());
    const media = invocation.has('media');
    const saved = await save(cli, settings.value, plan.value, media, over.signal);
    off();
    if (!saved.ok) {
      const code = printer.fail(saved.error);
      return over.signal.aborted ? exitCodes.interruptedTwice : code;
    }
    const { file, bytes, manifest } = saved.value;
    const { counts, gaps, secretsNotHeld, schemaVersion, madeAt } = manifest;
    printer.document({ file, bytes, madeAt, media, schemaVersion, counts, gaps, secretsNotHeld });
    printer.line(`${printer.paint('good', 'Saved')} ${plainText(file)} (${bytesText(bytes)})`);
    printer.line(`It holds ${contentText(saved.value)}. Restore it with: videoexpress restore FILE`);
    tellGaps(cli, saved.value);
    adviseSecrets(
      printer,
      secretsNotHeld,
      'Secrets are in no backup. After a restore elsewhere these have to be entered again:',
    );
    return exitCodes.done;
  },
};

/** Writes it beside its name, reads it again, and only then names it. */
async function save(
  cli: Cli,
  settings: Settings,
  plan: OutputPlan,
  media: boolean,
  signal: AbortSignal,
): Promise<Result<CheckedBackup & { readonly file: string }, Failure>> {
  tellUnfinished(cli, dirname(plan.path));
  const temporary = unfinishedPathFor(plan.path);
  try {
    const written = await writeBackupTo(temporary, { cli, settings, media, signal });
    if (!written.ok) return written;
    const program = await cli.starter.backupProgram();
    const checked = await program.check(temporary, signal);
    if (!checked.ok) return err(backupFailure(checked.error));
    const file = settleFile(temporary, plan);
    if (file === null) {
      const message = `${plan.path} has come to be there meanwhile.`;
      return err({ exitCode: exitCodes.usage, code: 'file_exists', message, fix: 'Name another file.' });
    }
    await flushFolder(dirname(file));
    return { ok: true, value: { ...checked.value, file } };
  } finally {
    await rm(temporary, { force: true }).catch(() => undefined);
  }
}

/** A try that was killed could not take its file away, and nobody should take that for a backup. */
function tellUnfinished({ printer }: Cli, folder: string): void {
  for (const { name, bytes, removed } of clearUnfinishedBackups(folder)) {
    const what = `${plainText(name)} (${bytesText(bytes)})`;
    printer.note(
      removed
        ? `An earlier backup was cut off. What it left was removed: ${what}`
        : `An unfinished backup is there: ${what}. Remove it, unless another machine is writing it.`,
    );
  }
}

/** What is in it, in words. */
export function contentText({ manifest }: CheckedBackup): string {
  const { counts, media, files } = manifest;
  const several = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
  const rows = `${several(counts.jobs, 'job')}, ${several(counts.assets, 'asset')} and ${several(counts.projects, 'project')}`;
  // The database is one of the files.
  return media ? `${rows}, with ${several(files.length - 1, 'file')}` : `${rows}; clips and pictures are not in it`;
}

const mostGapsTold = 5;

/** Says which files of the library are not in it, or are not what the library knows. */
export function tellGaps({ printer }: Cli, { manifest: { gaps } }: CheckedBackup): void {
  for (const why of ['missing', 'changed'] as const) {
    const names = gaps.filter((gap) => gap.why === why).map(({ name }) => plainText(name));
    if (names.length === 0) continue;
    const files = `${names.length} ${names.length === 1 ? 'file' : 'files'} of the library`;
    printer.note(
      why === 'missing' ? `${files} could not be found and are not in it:` : `${files} were changed by something else:`,
    );
    for (const name of names.slice(0, mostGapsTold)) printer.note(`  ${name}`);
    if (names.length > mostGapsTold) printer.note(`  and ${names.length - mostGapsTold} more`);
  }
}
