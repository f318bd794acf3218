import { fileURLToPath } from 'node:url';
import {
  appVersion,
  describeInstallation,
  exitCodes,
  findCloneRoot,
  systemClock,
  terminalWishes,
  thisMachine,
} from '@videoexpress/host';
import { openBrowser } from './browser/open-browser.ts';
import type { Outside } from './cli.ts';
import { createDaemonStarter, daemonEntryUrl } from './daemon-link/daemon-starter.ts';
import { processTerminal } from './printer/terminal.ts';
import { runProgram } from './program.ts';

// The first thing of all, before any file can be made: what belongs to the studio is nobody else's to read. A clip
// that is written for the person still gets the mode that they are used to.
const personUmask = process.umask(0o077);

const machine = thisMachine();
const terminal = processTerminal(terminalWishes(machine.env));

const outside: Outside = {
  machine,
  cloneRoot: findCloneRoot(import.meta.url),
  // The same from the bundle in `dist` as from the sources in `src`.
  installation: describeInstallation(
    process.execPath,
    fileURLToPath(new URL('../bin/videoexpress.js', import.meta.url)),
  ),
  userId: process.getuid?.() ?? null,
  cwd: process.cwd(),
  version: appVersion(),
  terminal,
  clock: systemClock,
  onInterrupt(handler) {
    process.on('SIGINT', handler);
    return () => process.off('SIGINT', handler);
  },
  onTerminate(handler) {
    const signals = ['SIGTERM', 'SIGHUP'] as const;
    for (const signal of signals) process.on(signal, handler);
    return () => {
      for (const signal of signals) process.off(signal, handler);
    };
  },
  surviveHangup() {
    process.on('SIGHUP', () => undefined);
  },
  openBrowser,
  starter: createDaemonStarter(daemonEntryUrl(import.meta.url)),
  personFileMode: 0o666 & ~personUmask,
};

/** Ends the process once what was written has left it; connections that are kept open would hold it for seconds. */
function exit(code: number): void {
  process.stdout.write('', () => process.exit(code));
}

try {
  exit(await runProgram(process.argv.slice(2), outside));
} catch (cause) {
  const story = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
  terminal.writeErr(`VideoExpress met an error that it did not expect. This is a bug.\n${story}\n`);
  exit(exitCodes.error);
}
