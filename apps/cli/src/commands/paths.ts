import { exitCodes } from '@videoexpress/host';
import { dataDirOption, jsonOption, type Command } from '../arguments/option.ts';
import { readSettings } from '../daemon-link/settings.ts';
import { table } from '../printer/table.ts';

/** `videoexpress paths` */
export const pathsCommand: Command = {
  name: 'paths',
  summary: 'Show where everything lies',
  options: [dataDirOption, jsonOption],
  examples: [{ line: 'cd "$(videoexpress paths --json | jq -r .media)"', what: 'go where the clips are' }],
  async run(cli, invocation) {
    const settings = readSettings(cli, invocation);
    if (!settings.ok) return cli.printer.fail(settings.error);
    const { folders } = settings.value;
    const paths = {
      data: folders.data,
      state: folders.state,
      config: folders.config,
      cache: folders.cache,
      database: folders.databaseFile,
      media: folders.media,
      logs: folders.logs,
      token: folders.tokenFile,
      runtime: folders.runtimeFile,
      env: folders.envFile,
    };
    cli.printer.document(paths);
    for (const line of table(Object.entries(paths))) cli.printer.line(line);
    return exitCodes.done;
  },
};
