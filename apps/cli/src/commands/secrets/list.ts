import { exitCodes, plainText } from '@videoexpress/host';
import { dataDirOption, jsonOption, type Command } from '../../arguments/option.ts';
import { connectFor } from '../../daemon-link/link.ts';
import { callFailure } from '../../failure.ts';
import { table } from '../../printer/table.ts';
import { endOf, remarkOn, sourceOf } from './secret-text.ts';

/** `videoexpress secrets list` */
export const secretsListCommand: Command = {
  name: 'secrets list',
  summary: 'List the keys of outside services: which are set, where, and how they end',
  options: [dataDirOption, jsonOption],
  examples: [{ line: 'videoexpress secrets list', what: 'no value is ever shown, only its last four characters' }],
  async run(cli, invocation) {
    const { printer } = cli;
    const link = await connectFor(cli, invocation);
    if (!link.ok) return printer.fail(link.error);
    const answer = await link.value.client.call('listSecrets', {});
    if (!answer.ok) return printer.fail(callFailure(answer.error));
    const { items, store } = answer.value.body;
    printer.document(answer.value.body);
    const rows = items.map((secret) => [
      secret.name,
      plainText(secret.service.label),
      printer.paint(secret.set ? 'good' : 'dim', endOf(secret)),
      sourceOf(secret),
      remarkOn(secret),
    ]);
    for (const line of table(rows)) printer.line(line);
    printer.note(plainText(store.detail));
    if (store.fix !== null) printer.note(plainText(store.fix));
    return exitCodes.done;
  },
};
