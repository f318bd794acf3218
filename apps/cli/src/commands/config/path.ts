import { exitCodes } from '@videoexpress/host';
import { dataDirOption, jsonOption, type Command } from '../../arguments/option.ts';
import { readSettings } from '../../daemon-link/settings.ts';
import { table } from '../../printer/table.ts';

/** `videoexpress config path` */
export const configPathCommand: Command = {
  name: 'config path',
  summary: 'Show where settings are kept',
  options: [dataDirOption, jsonOption],
  examples: [{ line: 'videoexpress config path', what: 'the database with the settings, and the .env beside it' }],
  notes: ['Works whether the studio runs or not. Settings are changed with config set, not in the file.'],
  async run(cli, invocation) {
    const settings = readSettings(cli, invocation);
    if (!settings.ok) return cli.printer.fail(settings.error);
    const { folders } = settings.value;
    const paths = { database: folders.databaseFile, env: folders.envFile };
    cli.printer.document(paths);
    for (const line of table(Object.entries(paths))) cli.printer.line(line);
    return exitCodes.done;
  },
};
