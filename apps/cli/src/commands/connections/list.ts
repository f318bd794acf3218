import { exitCodes, plainText } from '@videoexpress/host';
import { dataDirOption, jsonOption, type Command } from '../../arguments/option.ts';
import { connectFor } from '../../daemon-link/link.ts';
import { callFailure } from '../../failure.ts';
import { table } from '../../printer/table.ts';
import { connectionRow } from './connection-text.ts';

/** `videoexpress connections list` */
export const connectionsListCommand: Command = {
  name: 'connections list',
  summary: 'List the accounts that clips can be published to',
  options: [dataDirOption, jsonOption],
  examples: [{ line: 'videoexpress connections list', what: 'with what each service still needs' }],
  async run(cli, invocation) {
    const { printer } = cli;
    const link = await connectFor(cli, invocation);
    if (!link.ok) return printer.fail(link.error);
    const answer = await link.value.client.call('listConnections', {});
    if (!answer.ok) return printer.fail(callFailure(answer.error));
    const { items, services } = answer.value.body;
    printer.document(answer.value.body);
    for (const line of table(items.map(connectionRow))) printer.line(line);
    if (items.length === 0) printer.line('No account is connected.');
    for (const { service, label, missing } of services) {
      if (missing.length > 0) printer.note(`${plainText(label)} needs ${missing.join(' and ')}.`);
      else if (items.every((each) => each.service !== service)) printer.note(`videoexpress connect ${service}`);
    }
    return exitCodes.done;
  },
};
