import { exitCodes } from '@videoexpress/host';
import { dataDirOption, jsonOption, type Command } from '../arguments/option.ts';
import { readSettings } from '../daemon-link/settings.ts';
import { stopDaemon, type Stopped } from '../daemon-link/stop-daemon.ts';

/** `videoexpress stop` */
export const stopCommand: Command = {
  name: 'stop',
  summary: 'Stop the studio; what runs goes on at the next start',
  options: [dataDirOption, jsonOption],
  examples: [{ line: 'videoexpress stop', what: 'ask it to stop, and wait until it has' }],
  notes: ['When nothing runs, stop ends with 0. A daemon that does not listen is signalled, then killed.'],
  async run(cli, invocation) {
    const settings = readSettings(cli, invocation);
    if (!settings.ok) return cli.printer.fail(settings.error);
    const stopped = await stopDaemon(cli.clock, settings.value.folders);
    if (!stopped.ok) return cli.printer.fail(stopped.error);
    const { how, info } = stopped.value;
    cli.printer.document({ stopped: how !== 'was_not_running', how, pid: info?.pid ?? null });
    cli.printer.line(words[how]);
    return exitCodes.done;
  },
};

const words: Readonly<Record<Stopped['how'], string>> = {
  was_not_running: 'VideoExpress was not running.',
  asked: 'VideoExpress has stopped.',
  signalled: 'VideoExpress did not answer and was ended by a signal.',
  killed: 'VideoExpress did not answer and was killed. Nothing is lost: what ran goes on at the next start.',
};
