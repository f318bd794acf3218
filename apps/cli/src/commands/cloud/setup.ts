import { exitCodes, plainText } from '@videoexpress/host';
import { err, ok, type Result } from '@videoexpress/job-schema';
import { jsonOption, type Command } from '../../arguments/option.ts';
import type { Cli } from '../../cli.ts';
import { usageFailure, type Failure } from '../../failure.ts';
import { cloudFailure, tellTables } from './cloud-text.ts';

/** `videoexpress cloud setup` */
export const cloudSetupCommand: Command = {
  name: 'cloud setup',
  summary: 'Make the tables and rules of the cloud copy in your own Supabase project',
  // One is taken, so that a connection string among the arguments is refused without being repeated.
  operands: { usage: '', min: 0, max: 1 },
  options: [jsonOption],
  examples: [
    { line: 'videoexpress cloud setup', what: 'asks for the connection string, and does not show what you paste' },
    { line: 'videoexpress cloud setup < connection.txt', what: 'takes it from a file or another program' },
  ],
  notes: [
    'The connection string stands in the dashboard of your project under Connect, Session pooler. It holds the password of the database, so it is never an argument, and it is not kept.',
    'Run again, it finishes what was broken off and mends what was changed. By hand instead: videoexpress cloud sql',
  ],
  async run(cli, invocation) {
    const { printer } = cli;
    if (invocation.positionals.length > 0) return printer.fail(stringAsArgument);
    const connectionString = await askFor(cli);
    if (!connectionString.ok) return printer.fail(connectionString.error);
    const over = new AbortController();
    const off = cli.onInterrupt(() => over.abort());
    const program = await cli.starter.cloudProgram();
    const done = await program.setUp({ connectionString: connectionString.value, signal: over.signal });
    off();
    if (!done.ok) {
      const code = printer.fail(cloudFailure(done.error));
      return over.signal.aborted ? exitCodes.interruptedTwice : code;
    }
    const { host, applied, mended, version, tables } = done.value;
    printer.document({ host, applied, mended, version, tables });
    const steps = applied.length === 0 ? 'nothing was missing' : `applied ${applied.join(', ')}`;
    printer.line(`${plainText(host)}: ${steps}, version ${plainText(version)}.`);
    for (const each of mended) printer.line(`Mended: ${plainText(each)}`);
    const isWhole = tables.every(({ faults }) => faults.length === 0);
    if (!isWhole) {
      tellTables(printer, tables);
      return exitCodes.error;
    }
    printer.line(`${printer.paint('good', 'Ready')}: every table is there and protected.`);
    printer.note('Next, sign in under Settings, Cloud: videoexpress open');
    return exitCodes.done;
  },
};

const stringAsArgument = usageFailure(
  'The connection string is never given as an argument: other programs can read it there, and the shell remembers it.',
  'Give none and paste it when asked, or send it in: videoexpress cloud setup < file. If what you typed was a real password, set a new one in the dashboard.',
);

async function askFor({ terminal, printer }: Cli): Promise<Result<string, Failure>> {
  const { interactive } = terminal;
  if (interactive) terminal.writeErr('Connection string (not shown): ');
  const input = await terminal.readSecret();
  if (interactive) printer.note('');
  if (input.kind === 'text') return ok(input.text);
  if (input.kind === 'interrupted') {
    return err({
      exitCode: exitCodes.interruptedTwice,
      code: 'interrupted',
      message: 'Nothing was changed.',
      chosen: true,
    });
  }
  return err({
    exitCode: exitCodes.usage,
    code: 'connection_string_invalid',
    message:
      input.kind === 'ended' ? 'No connection string was given.' : 'That is far too long for a connection string.',
    fix: 'It stands in the dashboard of your project under Connect, Session pooler.',
  });
}
