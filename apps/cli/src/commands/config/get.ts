import { exitCodes, plainText } from '@videoexpress/host';
import { dataDirOption, jsonOption, type Command } from '../../arguments/option.ts';
import { connectFor } from '../../daemon-link/link.ts';
import { callFailure } from '../../failure.ts';
import { table } from '../../printer/table.ts';
import { namedSettings, settingsBelow } from './setting-names.ts';

/** `videoexpress config get` */
export const configGetCommand: Command = {
  name: 'config get',
  summary: 'Show what is set in the studio',
  operands: { usage: '[NAME]', min: 0, max: 1 },
  options: [dataDirOption, jsonOption],
  examples: [
    { line: 'videoexpress config get', what: 'everything, each under its name' },
    { line: 'videoexpress config get trashDays', what: 'one value, alone on its line' },
  ],
  async run(cli, invocation) {
    const { printer } = cli;
    const [name] = invocation.positionals;
    const link = await connectFor(cli, invocation);
    if (!link.ok) return printer.fail(link.error);
    const settings = await link.value.client.call('getSettings', {});
    if (!settings.ok) return printer.fail(callFailure(settings.error));
    if (name === undefined) {
      printer.document(settings.value.body);
      for (const line of table(namedSettings(settings.value.body).map(rowOf))) printer.line(line);
      return exitCodes.done;
    }
    const found = settingsBelow(settings.value.body, name);
    if (!found.ok) return printer.fail(found.error);
    const [only] = found.value;
    if (only?.name === name) {
      printer.document(only);
      printer.line(plainText(String(only.value)));
      return exitCodes.done;
    }
    printer.document({ items: found.value });
    for (const line of table(found.value.map(rowOf))) printer.line(line);
    return exitCodes.done;
  },
};

function rowOf({ name, value }: { readonly name: string; readonly value: unknown }): string[] {
  return [name, plainText(String(value))];
}
