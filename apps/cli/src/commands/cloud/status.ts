import { exitCodes, plainText } from '@videoexpress/host';
import type { Cloud } from '@videoexpress/job-schema';
import { dataDirOption, jsonOption, type Command } from '../../arguments/option.ts';
import { connectFor } from '../../daemon-link/link.ts';
import { callFailure } from '../../failure.ts';
import { timeText } from '../../printer/amounts.ts';
import type { Paint } from '../../printer/style.ts';
import { table } from '../../printer/table.ts';

/** `videoexpress cloud status` */
export const cloudStatusCommand: Command = {
  name: 'cloud status',
  summary: 'Show how the copy in your Supabase project stands',
  options: [dataDirOption, jsonOption],
  examples: [{ line: 'videoexpress cloud status', what: 'who is signed in, and how far behind the copy is' }],
  async run(cli, invocation) {
    const { printer } = cli;
    const link = await connectFor(cli, invocation);
    if (!link.ok) return printer.fail(link.error);
    const answer = await link.value.client.call('getCloud', {});
    if (!answer.ok) return printer.fail(callFailure(answer.error));
    const cloud = answer.value.body;
    printer.document(cloud);
    for (const line of table(rowsOf(cloud, cli.clock.now(), printer.paint))) printer.line(line);
    if (cloud.fix !== null) printer.note(plainText(cloud.fix));
    return exitCodes.done;
  },
};

const stateWords: Readonly<Record<Cloud['state'], string>> = {
  off: 'off',
  needs_login: 'nobody is signed in',
  needs_setup: 'the project is not set up',
  copying: 'copying',
  up_to_date: 'up to date',
  waiting: 'waiting to try again',
  failing: 'stopped until something is done',
};

const tones: Readonly<Partial<Record<Cloud['state'], 'good' | 'bad' | 'caution'>>> = {
  copying: 'good',
  up_to_date: 'good',
  waiting: 'caution',
  needs_login: 'caution',
  needs_setup: 'bad',
  failing: 'bad',
};

function rowsOf(cloud: Cloud, nowMs: number, paint: Paint): readonly (readonly string[])[] {
  const ago = (at: string): string => `${timeText(Math.max(0, (nowMs - Date.parse(at)) / 1000))} ago`;
  const { state, projectUrl, signedInAs, changesBehind, oldestBehindAt, lastCopiedAt, machine, others } = cloud;
  const tone = tones[state];
  const words = tone === undefined ? stateWords[state] : paint(tone, stateWords[state]);
  const behind =
    changesBehind === null || changesBehind === 0
      ? []
      : [
          [
            'Behind',
            `${changesBehind === 1 ? '1 change' : `${changesBehind} changes`}${oldestBehindAt === null ? '' : `, the oldest ${ago(oldestBehindAt)}`}`,
          ],
        ];
  return [
    ['Copy', words],
    ...(cloud.detail === null ? [] : [['', plainText(cloud.detail)]]),
    ['Project', projectUrl === null ? 'none' : plainText(projectUrl)],
    ...(signedInAs === null ? [] : [['Signed in', plainText(signedInAs)]]),
    ...(cloud.bypassesRules ? [['Key', paint('caution', 'a secret key: the rules of rows do not bind it')]] : []),
    ...behind,
    ...(lastCopiedAt === null ? [] : [['Last copied', ago(lastCopiedAt)]]),
    ['This machine', plainText(machine.name)],
    ...others.map(({ name, lastSeenAt }) => [
      'Another',
      `${plainText(name)}${lastSeenAt === null ? '' : `, seen ${ago(lastSeenAt)}`}`,
    ]),
  ];
}
