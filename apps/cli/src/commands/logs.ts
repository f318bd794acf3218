import { existsSync } from 'node:fs';
import { exitCodes, readableLine } from '@videoexpress/host';
import { dataDirOption, type Command } from '../arguments/option.ts';
import { parseSeconds } from '../arguments/values.ts';
import { readSettings } from '../daemon-link/settings.ts';
import { pause } from '../daemon-link/waiting.ts';
import { createLogReader } from './log-reader.ts';

const followEveryMs = 300;

/** `videoexpress logs` */
export const logsCommand: Command = {
  name: 'logs',
  summary: "Show the daemon's log",
  options: [
    { name: 'follow', short: 'f', help: 'Go on with what comes, until Ctrl-C' },
    { name: 'since', value: 'TIME', help: 'Only the last while, such as 10m or 2h' },
    dataDirOption,
    { name: 'json', help: 'Print the lines as they are kept: one JSON object each' },
  ],
  examples: [
    { line: 'videoexpress logs -f', what: 'watch it' },
    { line: 'videoexpress logs --since 10m --json', what: 'the last ten minutes, for a program' },
  ],
  notes: ['Needs no running daemon. Secrets are taken out before a line is written.'],
  async run(cli, invocation) {
    const { printer } = cli;
    const settings = readSettings(cli, invocation);
    if (!settings.ok) return printer.fail(settings.error);
    const sinceText = invocation.value('since');
    const since = sinceText === null ? null : parseSeconds('since', sinceText);
    if (since !== null && !since.ok) return printer.fail(since.error);
    const { folders } = settings.value;
    if (!existsSync(folders.logs)) {
      printer.note('There is no log yet: the studio was never started.');
      return exitCodes.done;
    }
    const reader = createLogReader(folders.logs, since === null ? null : cli.clock.now() - since.value * 1000);
    const show = (): void => {
      for (const line of reader.readOn()) {
        if (printer.json) printer.jsonText(line);
        else printer.line(readableLine(line, cli.terminal.outColor));
      }
    };
    show();
    if (!invocation.has('follow')) return exitCodes.done;
    const over = new AbortController();
    const off = cli.onInterrupt(() => over.abort());
    while (!over.signal.aborted) {
      await pause(cli.clock, followEveryMs, over.signal);
      show();
    }
    off();
    return exitCodes.done;
  },
};
