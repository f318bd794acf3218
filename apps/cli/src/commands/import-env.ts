import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { exitCodes, plainText } from '@videoexpress/host';
import type { ApiClient } from '@videoexpress/job-schema';
import { dataDirOption, jsonOption, type Command } from '../arguments/option.ts';
import { connectFor } from '../daemon-link/link.ts';
import { readSettings } from '../daemon-link/settings.ts';
import { planImport, type PlannedLine } from '../env-import/plan-import.ts';
import { readEnv } from '../env-import/read-env.ts';
import { callFailure } from '../failure.ts';
import { table } from '../printer/table.ts';

/** What became of one line. No value is among it. */
interface ImportedLine {
  readonly name: string;
  readonly outcome: 'taken' | 'stays' | 'unknown' | 'refused';
  readonly detail: string;
}

/** `videoexpress import-env` */
export const importEnvCommand: Command = {
  name: 'import-env',
  summary: 'Take over the keys in a .env',
  operands: { usage: 'FILE', min: 1, max: 1 },
  options: [dataDirOption, jsonOption],
  examples: [{ line: 'videoexpress import-env .env', what: 'says line by line what became of it, without values' }],
  notes: [
    'The file is left as it is. While the studio reads that file, or the environment sets the same name, that wins over what is kept.',
  ],
  async run(cli, invocation) {
    const { printer } = cli;
    const path = resolve(cli.cwd, invocation.positionals[0] ?? '');
    const settings = readSettings(cli, invocation);
    if (!settings.ok) return printer.fail(settings.error);
    const file = readEnv(path, cli.machine.platform);
    if (!file.ok) return printer.fail(file.error);
    const link = await connectFor(cli, invocation);
    if (!link.ok) return printer.fail(link.error);

    const items: ImportedLine[] = [];
    for (const line of planImport(file.value.values)) items.push(await carryOut(link.value.client, line));
    const { wideMode } = file.value;
    const warnings =
      wideMode === null ? [] : [`Others on this machine can read ${path} (mode ${wideMode}). chmod 600 it.`];
    printer.document({ file: path, items, warnings });
    const words = { taken: 'taken', stays: 'stays', unknown: 'unknown', refused: 'REFUSED' } as const;
    const tones = { taken: 'good', stays: 'dim', unknown: 'dim', refused: 'bad' } as const;
    const rows = items.map(({ name, outcome, detail }) => [
      printer.paint(tones[outcome], words[outcome]),
      plainText(name),
      plainText(detail),
    ]);
    for (const line of table(rows)) printer.line(line);
    const taken = items.filter(({ outcome }) => outcome === 'taken').length;
    printer.line(`${taken === 1 ? '1 key was' : `${taken} keys were`} taken over from ${plainText(path)}.`);
    for (const warning of warnings) printer.note(plainText(warning));
    if (taken > 0 && settings.value.envFiles.some((each) => isSame(each, path))) {
      printer.note('The studio reads this file itself. Take the keys out of it and restart: videoexpress restart');
    }
    return items.some(({ outcome }) => outcome === 'refused') ? exitCodes.error : exitCodes.done;
  },
};

async function carryOut(client: ApiClient, line: PlannedLine): Promise<ImportedLine> {
  const { name } = line;
  if (line.kind !== 'secret') return { name, outcome: line.kind, detail: line.detail };
  // Kept beneath what the environment sets: the person is about to take it out there.
  const body = { value: line.value, underEnvironment: true };
  const put = await client.call('putSecret', { params: { name: line.secret }, body });
  if (!put.ok) {
    const { message, errors } = callFailure(put.error);
    return { name, outcome: 'refused', detail: errors?.[0]?.message ?? message };
  }
  const { source, stored } = put.value.body;
  const place = stored === 'keychain' ? 'Kept in the keychain' : 'Kept in the sealed file';
  const as = line.secret === name ? '' : ` as ${line.secret}`;
  const beneath =
    source === 'env' ? '; the environment sets it too, and that is in use until it is taken out there' : '';
  return { name, outcome: 'taken', detail: `${place}${as}${beneath}.` };
}

/** Whether two paths are one file. */
function isSame(one: string, other: string): boolean {
  try {
    return realpathSync(one) === realpathSync(other);
  } catch {
    return false;
  }
}
