import { exitCodes, plainText } from '@videoexpress/host';
import { dataDirOption, jsonOption, type Command } from '../../arguments/option.ts';
import { connectFor } from '../../daemon-link/link.ts';
import { callFailure } from '../../failure.ts';
import { accountNamed } from './connection-text.ts';

/** `videoexpress connections check` */
export const connectionsCheckCommand: Command = {
  name: 'connections check',
  summary: 'Ask a service whether the login of an account still works',
  operands: { usage: 'ACCOUNT', min: 1, max: 1 },
  options: [dataDirOption, jsonOption],
  examples: [{ line: 'videoexpress connections check youtube', what: 'the only account there; else its name or id' }],
  async run(cli, invocation) {
    const { printer } = cli;
    const link = await connectFor(cli, invocation);
    if (!link.ok) return printer.fail(link.error);
    const listed = await link.value.client.call('listConnections', {});
    if (!listed.ok) return printer.fail(callFailure(listed.error));
    const account = accountNamed(invocation.positionals[0] ?? '', listed.value.body.items);
    if (!account.ok) return printer.fail(account.error);
    const checked = await link.value.client.call('checkConnection', { params: { id: account.value.id } });
    if (!checked.ok) return printer.fail(callFailure(checked.error));
    const { accountName, service, state, detail } = checked.value.body;
    printer.document(checked.value.body);
    if (state === 'ok') {
      printer.line(`${plainText(accountName)} works.${detail === null ? '' : ` ${plainText(detail)}`}`);
      return exitCodes.done;
    }
    printer.line(`${plainText(accountName)} needs a login. ${plainText(detail ?? '')}`);
    printer.note(`videoexpress connect ${service}`);
    return exitCodes.error;
  },
};
