import { exitCodes } from '@videoexpress/host';
import type { Command } from '../../arguments/option.ts';

/** `videoexpress cloud sql` */
export const cloudSqlCommand: Command = {
  name: 'cloud sql',
  summary: 'Print the SQL that sets a Supabase project up, for doing it by hand',
  options: [],
  examples: [
    { line: 'videoexpress cloud sql > videoexpress.sql', what: 'then paste it into the SQL editor of the dashboard' },
  ],
  notes: ['It can be run any number of times: what is there is left alone.'],
  async run(cli) {
    const program = await cli.starter.cloudProgram();
    cli.printer.line(program.script());
    return exitCodes.done;
  },
};
