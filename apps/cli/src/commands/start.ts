import { type DaemonOptions, ensureFolders, exitCodes, type ExitCode, type ReadyInfo } from '@videoexpress/host';
import { dataDirOption, jsonOption, type Command, type Invocation } from '../arguments/option.ts';
import { readWorkerListen } from '../arguments/worker-listen.ts';
import { showStudio } from '../browser/show-studio.ts';
import type { Cli } from '../cli.ts';
import { findSettledDaemon, linkTo, type DaemonLink } from '../daemon-link/link.ts';
import { readSettings, type Settings } from '../daemon-link/settings.ts';
import { startDetached } from '../daemon-link/start-detached.ts';
import { folderFailure, lockedFailure, usageFailure } from '../failure.ts';
import { printBanner, startDocument } from './start-banner.ts';

/** `videoexpress start` */
export const startCommand: Command = {
  name: 'start',
  summary: 'Start the studio and open it in the browser',
  options: [
    { name: 'port', value: 'N', help: 'Port to listen on (8000, or VIDEOEXPRESS_PORT)' },
    { name: 'no-open', help: 'Do not open the browser' },
    { name: 'detach', help: 'Return once it listens, and leave it running' },
    {
      name: 'worker-listen',
      value: 'HOST:PORT',
      help: 'Let workers on GPUs of your own in here, whatever Settings say',
    },
    dataDirOption,
    jsonOption,
    { name: 'host', value: 'ADDRESS', help: 'Listen on another address than this machine alone' },
    { name: 'i-know-this-is-exposed', help: 'Needed with --host: others on the network can then reach it' },
    { name: 'dev-origin', value: 'URL', help: 'Let a development server at this address call (development only)' },
  ],
  examples: [
    { line: 'videoexpress start', what: 'run in this terminal; Ctrl-C stops it' },
    { line: 'videoexpress start --detach --no-open', what: 'run in the background' },
    { line: 'videoexpress start --port 8123 --data-dir ./try', what: 'a second studio, apart from the first' },
    { line: 'videoexpress start --worker-listen 127.0.0.1:8124', what: 'with a door for your own GPU' },
  ],
  notes: ['If it is running already, start shows its address and ends with 0.'],
  run: runStart,
};

async function runStart(cli: Cli, invocation: Invocation): Promise<ExitCode> {
  const { printer } = cli;
  const read = readSettings(cli, invocation);
  if (!read.ok) return printer.fail(read.error);
  const settings = read.value;
  const host = invocation.value('host');
  if (host === null && invocation.has('i-know-this-is-exposed')) {
    return printer.fail(usageFailure('--i-know-this-is-exposed says nothing without --host.'));
  }
  const workerListen = readWorkerListen(invocation.value('worker-listen'));
  if (!workerListen.ok) return printer.fail(workerListen.error);
  const sighting = await findSettledDaemon(cli.clock, settings.folders);
  if (sighting.state === 'running') return showRunning(cli, invocation, linkTo(sighting), settings);
  if (sighting.state === 'not_answering') return printer.fail(lockedFailure(sighting.pids));
  const options: DaemonOptions = {
    port: settings.port,
    dataDir: settings.dataDir,
    host,
    exposed: invocation.has('i-know-this-is-exposed'),
    solo: false,
    consoleLog: invocation.has('detach') ? 'none' : 'pretty',
    devOrigin: invocation.value('dev-origin'),
    workerListen: workerListen.value,
  };
  return invocation.has('detach')
    ? startInBackground(cli, invocation, settings, options)
    : startHere(cli, invocation, settings, options);
}

async function startInBackground(
  cli: Cli,
  invocation: Invocation,
  settings: Settings,
  options: DaemonOptions,
): Promise<ExitCode> {
  const started = await startDetached(cli, settings, options);
  if (!started.ok) return cli.printer.fail(started.error);
  const { link, wasThere } = started.value;
  if (wasThere) return showRunning(cli, invocation, link, settings);
  cli.printer.document(startDocument({ ...link.info, alreadyRunning: false, folders: settings.folders }));
  cli.printer.line(`VideoExpress ${link.info.version} runs at ${cli.printer.paint('accent', link.info.url)}`);
  cli.printer.note('Stop it with: videoexpress stop');
  await openUnlessTold(cli, invocation, link);
  return exitCodes.done;
}

async function startHere(
  cli: Cli,
  invocation: Invocation,
  settings: Settings,
  options: DaemonOptions,
): Promise<ExitCode> {
  const { printer } = cli;
  const { folders } = settings;
  const ensured = ensureFolders(folders);
  if (!ensured.ok) return printer.fail(folderFailure(ensured.error));
  let ready = false;
  const code = await cli.starter.runHere(options, (info) => {
    ready = true;
    void announce(cli, invocation, settings, info);
  });
  if (ready) return exitCodeOf(code);
  if (code === exitCodes.lockedByAnother || code === exitCodes.done) {
    // Another start was faster.
    const sighting = await findSettledDaemon(cli.clock, folders);
    if (sighting.state === 'running') return showRunning(cli, invocation, linkTo(sighting), settings);
  }
  // What is wrong was said by the daemon itself, on this terminal.
  return printer.failSilently({
    exitCode: exitCodeOf(code),
    code: code === exitCodes.portTaken ? 'port_taken' : code === exitCodes.lockedByAnother ? 'locked' : 'start_failed',
    message: 'The studio could not be started; standard error says why.',
    fix: `More is in ${folders.logs}`,
  });
}

async function announce(cli: Cli, invocation: Invocation, settings: Settings, info: ReadyInfo): Promise<void> {
  const sighting = await findSettledDaemon(cli.clock, settings.folders);
  const runtime = sighting.state === 'running' ? sighting.info : null;
  cli.printer.document(
    startDocument({ ...info, pid: process.pid, bootId: runtime?.bootId ?? null, alreadyRunning: false }),
  );
  printBanner(cli.printer, info, !invocation.has('no-open'));
  if (sighting.state === 'running') await openUnlessTold(cli, invocation, linkTo(sighting));
}

async function showRunning(cli: Cli, invocation: Invocation, link: DaemonLink, settings: Settings): Promise<ExitCode> {
  const { printer } = cli;
  // One that `generate` started for its own job is asked to stay and to run the whole queue.
  if (link.info.solo) await link.client.call('resumeQueue', {});
  printer.document(startDocument({ ...link.info, alreadyRunning: true, folders: settings.folders }));
  printer.line(`VideoExpress is running already, at ${printer.paint('accent', link.info.url)}`);
  if (settings.portGiven && settings.port !== link.info.port) {
    printer.note(`To move it to port ${settings.port}: videoexpress restart --port ${settings.port}`);
  }
  const door = invocation.value('worker-listen');
  if (door !== null && door !== link.info.workerListen) {
    printer.note(`To let workers in at ${door} too: videoexpress config set engines.own-gpu.listen ${door}`);
  }
  await openUnlessTold(cli, invocation, link);
  return exitCodes.done;
}

async function openUnlessTold(cli: Cli, invocation: Invocation, link: DaemonLink): Promise<void> {
  if (invocation.has('no-open')) return;
  const shown = await showStudio(cli, link);
  if (!shown.ok) cli.printer.note(`The browser was not opened: ${shown.error.message}`);
}

function exitCodeOf(code: number): ExitCode {
  return Object.values(exitCodes).find((known): known is ExitCode => known === code) ?? exitCodes.error;
}
