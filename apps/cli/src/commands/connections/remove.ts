import { exitCodes, plainText } from '@videoexpress/host';
import { dataDirOption, jsonOption, type Command } from '../../arguments/option.ts';
import { connectFor } from '../../daemon-link/link.ts';
import { callFailure } from '../../failure.ts';
import { accountNamed } from './connection-text.ts';

/** `videoexpress connections remove` */
export const connectionsRemoveCommand: Command = {
  name: 'connections remove',
  summary: 'Disconnect an account, here and at its service',
  operands: { usage: 'ACCOUNT', min: 1, max: 1 },
  options: [
    { name: 'force', help: 'Also where posts still wait for it; they wait on, for a new login' },
    dataDirOption,
    jsonOption,
  ],
  examples: [{ line: 'videoexpress connections remove youtube', what: 'the only account there; else its name or id' }],
  async run(cli, invocation) {
    const { printer } = cli;
    const link = await connectFor(cli, invocation);
    if (!link.ok) return printer.fail(link.error);
    const listed = await link.value.client.call('listConnections', {});
    if (!listed.ok) return printer.fail(callFailure(listed.error));
    const account = accountNamed(invocation.positionals[0] ?? '', listed.value.body.items);
    if (!account.ok) return printer.fail(account.error);
    const query = { force: invocation.has('force') ? ('true' as const) : ('false' as const) };
    const removed = await link.value.client.call('deleteConnection', { params: { id: account.value.id }, query });
    if (!removed.ok) return printer.fail(callFailure(removed.error));
    const { revoked, note } = removed.value.body;
    printer.document(removed.value.body);
    printer.line(
      `${plainText(account.value.accountName)} is disconnected${revoked ? ', and at its service too' : ''}.`,
    );
    if (note !== null) printer.note(plainText(note));
    return exitCodes.done;
  },
};
