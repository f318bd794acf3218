import { exitCodes } from '@videoexpress/host';
import { type CloudCheck, err, ok, type Result } from '@videoexpress/job-schema';
import { dataDirOption, type Invocation, jsonOption, type Command } from '../../arguments/option.ts';
import type { Cli } from '../../cli.ts';
import { connectFor } from '../../daemon-link/link.ts';
import { readSettings } from '../../daemon-link/settings.ts';
import { callFailure, type Failure, usageFailure } from '../../failure.ts';
import { checkText, cloudFailure, isUsable, tellTables } from './cloud-text.ts';

/** `videoexpress cloud check` */
export const cloudCheckCommand: Command = {
  name: 'cloud check',
  summary: 'Say table by table whether the Supabase project is set up as it has to be',
  options: [
    {
      name: 'url',
      value: 'URL',
      help: 'Look at this project, with a key that is asked for; left out, at the studio’s own',
    },
    dataDirOption,
    jsonOption,
  ],
  examples: [
    { line: 'videoexpress cloud check', what: 'the project of the running studio, or that of SUPABASE_URL' },
    {
      line: 'videoexpress cloud check --url https://abcdefgh.supabase.co',
      what: 'any other; asks for its publishable key',
    },
  ],
  notes: ['Nothing is changed, and nobody has to be signed in. It ends with 1 where something is missing.'],
  async run(cli, invocation) {
    const { printer } = cli;
    const checked = await check(cli, invocation);
    if (!checked.ok) return printer.fail(checked.error);
    printer.document(checked.value);
    const usable = isUsable(checked.value);
    if (checked.value.state !== 'not_set_up') tellTables(printer, checked.value.tables);
    printer.line(printer.paint(usable ? 'good' : 'bad', printer.hint(checkText(checked.value))));
    return usable ? exitCodes.done : exitCodes.error;
  },
};

async function check(cli: Cli, invocation: Invocation): Promise<Result<CloudCheck, Failure>> {
  const given = invocation.value('url');
  const settings = readSettings(cli, invocation);
  if (!settings.ok) return settings;
  const { SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY, SUPABASE_SECRET_KEY } = settings.value.variables;
  const url = given ?? SUPABASE_URL?.value;
  const ofEnvironment = (SUPABASE_PUBLISHABLE_KEY ?? SUPABASE_SECRET_KEY)?.value;
  if (given === null && (url === undefined || ofEnvironment === undefined)) return askStudio(cli, invocation);
  // A key of the environment belongs to the project of the environment, and is shown to no other.
  const key = given === null ? ok(ofEnvironment ?? '') : await askForKey(cli);
  if (!key.ok) return key;
  const over = new AbortController();
  const off = cli.onInterrupt(() => over.abort());
  const program = await cli.starter.cloudProgram();
  const checked = await program.check({ url: url ?? '', key: key.value, signal: over.signal });
  off();
  return checked.ok ? checked : err(cloudFailure(checked.error));
}

/** The studio knows the address, and its key is in its own store. */
async function askStudio(cli: Cli, invocation: Invocation): Promise<Result<CloudCheck, Failure>> {
  const link = await connectFor(cli, invocation);
  if (!link.ok) return link;
  const answer = await link.value.client.call('cloudCheck', {});
  return answer.ok ? ok(answer.value.body) : err(callFailure(answer.error));
}

async function askForKey({ terminal, printer }: Cli): Promise<Result<string, Failure>> {
  const { interactive } = terminal;
  if (interactive) terminal.writeErr('Publishable key (not shown): ');
  const input = await terminal.readSecret();
  if (interactive) printer.note('');
  const key = input.kind === 'text' ? input.text.trim() : '';
  // It goes into a header: what cannot stand there is no key.
  if (/^[\x21-\x7e]+$/.test(key)) return ok(key);
  return err(
    usageFailure(
      key === '' ? 'No key was given.' : 'That is no key: it is one word of plain characters.',
      'It stands in the dashboard of the project under Project Settings, API Keys.',
    ),
  );
}
