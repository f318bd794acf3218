import { exitCodes } from '@videoexpress/host';
import { jsonOption, type Command } from '../arguments/option.ts';

/** `videoexpress version` */
export const versionCommand: Command = {
  name: 'version',
  summary: 'Show the version',
  options: [jsonOption],
  examples: [{ line: 'videoexpress version', what: 'also: videoexpress --version' }],
  async run({ printer, version, machine }) {
    printer.document({ version, node: process.versions.node, platform: machine.platform, arch: process.arch });
    printer.line(version);
    return exitCodes.done;
  },
};
