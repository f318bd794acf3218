import { exitCodes } from '@videoexpress/host';
import { dataDirOption, type Command } from '../arguments/option.ts';
import { showStudio } from '../browser/show-studio.ts';
import { connectFor } from '../daemon-link/link.ts';

/** `videoexpress open` */
export const openCommand: Command = {
  name: 'open',
  summary: 'Open the running studio in the browser, logged in',
  options: [dataDirOption],
  examples: [{ line: 'videoexpress open', what: 'after the session ended, or in another browser' }],
  async run(cli, invocation) {
    const link = await connectFor(cli, invocation);
    if (!link.ok) return cli.printer.fail(link.error);
    const shown = await showStudio(cli, link.value);
    return shown.ok ? exitCodes.done : cli.printer.fail(shown.error);
  },
};
