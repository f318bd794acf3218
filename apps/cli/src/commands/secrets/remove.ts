import { exitCodes } from '@videoexpress/host';
import { dataDirOption, jsonOption, type Command } from '../../arguments/option.ts';
import { connectFor } from '../../daemon-link/link.ts';
import { callFailure } from '../../failure.ts';
import { secretNamed } from './secret-text.ts';

/** `videoexpress secrets remove` */
export const secretsRemoveCommand: Command = {
  name: 'secrets remove',
  summary: 'Remove a key that is kept',
  operands: { usage: 'NAME', min: 1, max: 1 },
  options: [dataDirOption, jsonOption],
  examples: [{ line: 'videoexpress secrets remove RUNPOD_API_KEY', what: 'for a minute, Settings can bring it back' }],
  notes: ['One that the environment or a .env sets is removed there.'],
  async run(cli, invocation) {
    const { printer } = cli;
    const name = secretNamed(invocation.positionals[0] ?? '');
    if (!name.ok) return printer.fail(name.error);
    const link = await connectFor(cli, invocation);
    if (!link.ok) return printer.fail(link.error);
    const removed = await link.value.client.call('deleteSecret', { params: { name: name.value } });
    if (!removed.ok) return printer.fail(callFailure(removed.error));
    const secret = removed.value.body;
    printer.document(secret);
    if (secret.source === 'env') {
      printer.line(`What was kept of ${secret.name} is removed; the environment still sets it, and that is in use.`);
    } else printer.line(`${secret.name} is not set.`);
    return exitCodes.done;
  },
};
