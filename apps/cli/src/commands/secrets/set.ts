import { exitCodes } from '@videoexpress/host';
import { err, ok, type Result, type SecretName, secretValueSchema } from '@videoexpress/job-schema';
import { dataDirOption, jsonOption, type Command } from '../../arguments/option.ts';
import type { Cli } from '../../cli.ts';
import { connectFor } from '../../daemon-link/link.ts';
import { callFailure, usageFailure, type Failure } from '../../failure.ts';
import { endOf, secretNamed, sourceOf } from './secret-text.ts';

/** `videoexpress secrets set` */
export const secretsSetCommand: Command = {
  name: 'secrets set',
  summary: 'Keep the key of an outside service, in use at once',
  // More than one is taken, so that a value among them is refused without being repeated.
  operands: { usage: 'NAME', min: 1, max: Number.POSITIVE_INFINITY },
  options: [dataDirOption, jsonOption],
  examples: [
    { line: 'videoexpress secrets set RUNPOD_API_KEY', what: 'asks for it, and does not show what you type or paste' },
    { line: 'videoexpress secrets set RUNPOD_API_KEY < key.txt', what: 'takes it from a file or another program' },
  ],
  notes: [
    'The value is never an argument: those can be read by other programs, and stay in the shell’s history.',
    'Where it is kept: videoexpress secrets list',
  ],
  async run(cli, invocation) {
    const { printer } = cli;
    const [given = '', ...values] = invocation.positionals;
    if (values.length > 0 || given.includes('=')) return printer.fail(valueAsArgument);
    const name = secretNamed(given);
    if (!name.ok) return printer.fail(name.error);
    const link = await connectFor(cli, invocation);
    if (!link.ok) return printer.fail(link.error);
    const value = await askFor(cli, name.value);
    if (!value.ok) return printer.fail(value.error);
    const body = { value: value.value };
    const put = await link.value.client.call('putSecret', { params: { name: name.value }, body });
    if (!put.ok) return printer.fail(callFailure(put.error));
    const secret = put.value.body;
    printer.document(secret);
    printer.line(`${secret.name} is set (${endOf(secret)}), kept in the ${sourceOf(secret)}, and in use.`);
    return exitCodes.done;
  },
};

const valueAsArgument = usageFailure(
  'A value is never given as an argument: other programs can read it there, and the shell remembers it.',
  'Give the name alone and paste the value when asked, or send it in: videoexpress secrets set NAME < file. If what you typed was a real key, replace it at its service.',
);

async function askFor({ terminal, printer }: Cli, name: SecretName): Promise<Result<string, Failure>> {
  const { interactive } = terminal;
  if (interactive) terminal.writeErr(`${name} (not shown): `);
  const input = await terminal.readSecret();
  if (interactive) printer.note('');
  if (input.kind === 'interrupted') {
    return err({
      exitCode: exitCodes.interruptedTwice,
      code: 'interrupted',
      message: 'Nothing was changed.',
      chosen: true,
    });
  }
  if (input.kind !== 'text')
    return err(refusedValue(input.kind === 'ended' ? 'Is empty.' : 'Is far too long for a key.'));
  const value = secretValueSchema.safeParse(input.text);
  return value.success ? ok(value.data) : err(refusedValue(wordsOf(input.text)));
}

/** The schema's own words for the two that a person meets; none of them repeats the value. */
function wordsOf(text: string): string {
  if (text.trim() === '') return 'Is empty.';
  return 'Must be one word of plain characters, at most 1024, as the service shows it: no spaces, no line breaks.';
}

function refusedValue(message: string): Failure {
  return {
    exitCode: exitCodes.usage,
    code: 'invalid_input',
    message: 'The value was not taken.',
    errors: [{ path: 'value', message }],
  };
}
