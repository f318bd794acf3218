import { exitCodes, plainText } from '@videoexpress/host';
import { dataDirOption, jsonOption, type Command } from '../../arguments/option.ts';
import { connectFor } from '../../daemon-link/link.ts';
import { callFailure } from '../../failure.ts';
import { namedSettings, patchFor } from './setting-names.ts';

/** `videoexpress config set` */
export const configSetCommand: Command = {
  name: 'config set',
  summary: 'Set something in the studio, in force at once',
  operands: { usage: 'NAME VALUE', min: 2, max: 2 },
  options: [dataDirOption, jsonOption],
  examples: [
    { line: 'videoexpress config set trashDays 30', what: 'deleted files stay in the trash for 30 days' },
    { line: 'videoexpress config set historyDays always', what: 'ended jobs are never forgotten' },
    {
      line: 'videoexpress config set monthlyBudgetUsd 20',
      what: 'paid engines wait once a month has cost $20; none takes that back',
    },
    { line: 'videoexpress config set publishTimes 09:00,18:00', what: 'posts for the next free slot go out then' },
    { line: 'videoexpress config set engines.sketch.clips_at_once 2', what: 'two sketches are drawn side by side' },
  ],
  notes: [
    'Switches take true or false. A shortcut takes a key such as Mod+Shift+K, none, or default.',
    'Names and values: videoexpress config get',
  ],
  async run(cli, invocation) {
    const { printer } = cli;
    const [name = '', text = ''] = invocation.positionals;
    const link = await connectFor(cli, invocation);
    if (!link.ok) return printer.fail(link.error);
    const { client } = link.value;
    const before = await client.call('getSettings', {});
    if (!before.ok) return printer.fail(callFailure(before.error));
    const patch = patchFor(before.value.body, name, text);
    if (!patch.ok) return printer.fail(patch.error);
    const changed = await client.call('patchSettings', { body: patch.value });
    if (!changed.ok) return printer.fail(callFailure(changed.error));
    const now = namedSettings(changed.value.body).find((each) => each.name === name);
    printer.document(changed.value.body);
    printer.line(now === undefined ? `${name} is as it was at first.` : `${name} is ${plainText(String(now.value))}.`);
    return exitCodes.done;
  },
};
