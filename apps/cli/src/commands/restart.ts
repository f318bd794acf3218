import { exitCodes, findRunningDaemon } from '@videoexpress/host';
import { dataDirOption, jsonOption, type Command } from '../arguments/option.ts';
import { readSettings } from '../daemon-link/settings.ts';
import { startDetached } from '../daemon-link/start-detached.ts';
import { stopDaemon } from '../daemon-link/stop-daemon.ts';
import { startDocument } from './start-banner.ts';

/** `videoexpress restart` */
export const restartCommand: Command = {
  name: 'restart',
  summary: 'Stop the studio and start it again in the background',
  options: [
    { name: 'port', value: 'N', help: 'Port to listen on; left out, the one it had' },
    dataDirOption,
    jsonOption,
  ],
  examples: [{ line: 'videoexpress restart --port 8123', what: 'move it to another port' }],
  notes: ['A studio that ran in a terminal runs in the background after this.'],
  async run(cli, invocation) {
    const read = readSettings(cli, invocation);
    if (!read.ok) return cli.printer.fail(read.error);
    const settings = read.value;
    const before = await findRunningDaemon(settings.folders);
    const stopped = await stopDaemon(cli.clock, settings.folders);
    if (!stopped.ok) return cli.printer.fail(stopped.error);
    const keptPort =
      before.state === 'running' && !before.info.solo && !settings.portGiven ? before.info.port : settings.port;
    const keptDoor = before.state === 'running' ? (before.info.workerListen ?? null) : null;
    const started = await startDetached(cli, settings, { port: keptPort, solo: false, workerListen: keptDoor });
    if (!started.ok) return cli.printer.fail(started.error);
    const { info } = started.value.link;
    cli.printer.document(startDocument({ ...info, alreadyRunning: false, folders: settings.folders }));
    cli.printer.line(`VideoExpress ${info.version} runs at ${cli.printer.paint('accent', info.url)}`);
    return exitCodes.done;
  },
};
