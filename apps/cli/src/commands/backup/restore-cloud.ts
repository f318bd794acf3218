import { type CloudAccess, exitCodes, type ExitCode, plainText, type RestoredStudio } from '@videoexpress/host';
import { cloudAddressSchema, err, ok, type Result } from '@videoexpress/job-schema';
import type { Invocation } from '../../arguments/option.ts';
import type { Cli } from '../../cli.ts';
import type { Settings } from '../../daemon-link/settings.ts';
import { type Failure, usageFailure } from '../../failure.ts';
import { backupFailure } from './backup-failure.ts';
import { askOnTerminal } from './cloud-questions.ts';

/** `videoexpress restore --from-cloud` */
export async function restoreFromCloud(cli: Cli, invocation: Invocation, settings: Settings): Promise<ExitCode> {
  const { printer, terminal } = cli;
  const access = await cloudAccess(cli, settings);
  if (!access.ok) return printer.fail(access.error);
  const email = invocation.value('email') ?? (await askLine(cli, 'E-mail address: '));
  if (email === null || !email.includes('@')) {
    return printer.fail(usageFailure('Say who signs in.', 'Add --email you@example.com'));
  }
  const over = new AbortController();
  const off = cli.onInterrupt(() => over.abort());
  const program = await cli.starter.backupProgram();
  const restored = await program.restoreFromCloud({
    ...access.value,
    folders: settings.folders,
    email: email.trim(),
    takeOver: invocation.has('take-over'),
    questions: askOnTerminal(cli, { machine: invocation.value('machine') }),
    signal: over.signal,
  });
  off();
  if (!restored.ok) {
    const code = printer.fail(backupFailure(restored.error));
    return over.signal.aborted ? exitCodes.interruptedTwice : code;
  }
  printer.document({ dataFolder: settings.folders.data, ...restored.value });
  tell(cli, settings.folders.data, restored.value);
  if (terminal.interactive) printer.note('Start it with: videoexpress start');
  return exitCodes.done;
}

function tell({ printer }: Cli, folder: string, studio: RestoredStudio): void {
  const { machine, projects, assets, jobs, publications, connections, openedConnections } = studio;
  const parts = [
    counted(projects, 'project'),
    counted(assets, 'clip or picture', 'clips and pictures'),
    counted(jobs, 'job'),
    counted(publications, 'publication'),
    counted(connections, 'connection'),
  ];
  printer.line(
    `${printer.paint('good', 'Restored')} “${plainText(machine.name)}” into ${plainText(folder)}: ${parts.join(', ')}.`,
  );
  if (assets > 0) {
    printer.note('Files are fetched from the object storage when they are looked at, once its keys are entered.');
  }
  if (studio.cancelledJobs > 0) {
    printer.note(`${counted(studio.cancelledJobs, 'job')} had not ended and are cancelled. Retry what you still want.`);
  }
  if (connections > openedConnections) {
    printer.note(`${counted(connections - openedConnections, 'connection')} must be logged in to once more.`);
  }
  if (studio.unreadable > 0)
    printer.note(`${counted(studio.unreadable, 'row')} could not be read and did not come back.`);
  printer.note(
    studio.tookOver
      ? `This computer is “${plainText(machine.name)}” from now on. The old one becomes a machine of its own if it comes back.`
      : `What “${plainText(machine.name)}” copied stays as it is; from now on this computer makes a copy of its own.`,
  );
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

async function cloudAccess(cli: Cli, { variables }: Settings): Promise<Result<CloudAccess, Failure>> {
  const url = variables.SUPABASE_URL?.value ?? (await askLine(cli, 'Address of the Supabase project: '));
  if (url === null || url.trim() === '' || !cloudAddressSchema.safeParse(url).success) {
    return err(usageFailure('The address of the Supabase project is missing, or is none.', 'Set SUPABASE_URL.'));
  }
  const key = variables.SUPABASE_PUBLISHABLE_KEY?.value ?? (await askKey(cli));
  if (key === null) {
    return err(usageFailure('The publishable key of the project is missing.', 'Set SUPABASE_PUBLISHABLE_KEY.'));
  }
  return ok({ url: url.trim().replace(/\/+$/, ''), key });
}

async function askLine({ terminal }: Cli, question: string): Promise<string | null> {
  if (!terminal.interactive) return null;
  terminal.writeErr(question);
  return terminal.readLine().line;
}

async function askKey({ terminal, printer }: Cli): Promise<string | null> {
  if (!terminal.interactive) return null;
  terminal.writeErr('Publishable key (not shown): ');
  const input = await terminal.readSecret();
  printer.note('');
  return input.kind === 'text' && input.text.trim() !== '' ? input.text.trim() : null;
}
