import { exitCodes } from '@videoexpress/host';
import { dataDirOption, jsonOption, type Command } from '../arguments/option.ts';
import { findSettledDaemon, linkTo } from '../daemon-link/link.ts';
import { readSettings } from '../daemon-link/settings.ts';
import { callFailure, lockedFailure, notRunning } from '../failure.ts';
import { timeText } from '../printer/amounts.ts';
import { table } from '../printer/table.ts';
import { queueLine } from './start-banner.ts';

/** `videoexpress status` */
export const statusCommand: Command = {
  name: 'status',
  summary: 'Show whether the studio runs, and how its queue is',
  options: [dataDirOption, jsonOption],
  examples: [{ line: 'videoexpress status --json', what: 'for a script; ends with 3 when it is not running' }],
  async run(cli, invocation) {
    const { printer } = cli;
    const settings = readSettings(cli, invocation);
    if (!settings.ok) return printer.fail(settings.error);
    const { folders } = settings.value;
    const sighting = await findSettledDaemon(cli.clock, folders, 3000);
    if (sighting.state === 'not_answering') return printer.fail(lockedFailure(sighting.pids));
    if (sighting.state !== 'running') {
      // Not running is an answer, not a failure to get one.
      printer.document({ running: false });
      printer.line(notRunning.message);
      return exitCodes.notRunning;
    }
    const { info, health, client } = linkTo(sighting);
    const queue = await client.call('getQueue', {});
    if (!queue.ok) return printer.fail(callFailure(queue.error));
    const { paused, holds, solo, counts } = queue.value.body;
    const upSeconds = Math.max(0, (cli.clock.now() - Date.parse(info.startedAt)) / 1000);
    printer.document({
      running: true,
      url: info.url,
      port: info.port,
      pid: info.pid,
      version: info.version,
      bootId: info.bootId,
      startedAt: info.startedAt,
      dataFolder: folders.data,
      queue: { paused, holds, solo, counts },
      services: health.services,
    });
    const unwell = health.services.filter(({ status }) => status === 'degraded' || status === 'down');
    const rows = [
      ['Studio', printer.paint('accent', info.url)],
      ['Version', `${info.version}, process ${info.pid}, up ${timeText(upSeconds)}`],
      ['Data', folders.data],
      ['Queue', `${queueLine(counts)}${solo ? ', only the jobs of one command run' : ''}`],
      ...holds.map((hold) => ['', printer.paint('caution', hold.userMessage)]),
      ...unwell.map(({ label, detail }) => [label, printer.paint('bad', detail)]),
    ];
    for (const line of table(rows)) printer.line(line);
    return exitCodes.done;
  },
};
