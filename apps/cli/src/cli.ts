import type { Installation, Machine } from '@videoexpress/host';
import type { DaemonStarter } from './daemon-link/daemon-starter.ts';
import type { Printer } from './printer/printer.ts';
import type { Terminal } from './printer/terminal.ts';

/** Time as commands see it. Tests of waiting hand in one that they move. */
export interface CliClock {
  now(): number;
  monotonic(): number;
  after(delayMs: number, task: () => void): () => void;
}

/** Everything outside that a command touches. The entry makes the real one, tests their own. */
export interface Outside {
  readonly machine: Machine;
  readonly cloneRoot: string | null;
  readonly installation: Installation;
  /** The number of this user; null on Windows. */
  readonly userId: number | null;
  /** The folder that the person stands in. */
  readonly cwd: string;
  readonly version: string;
  readonly terminal: Terminal;
  readonly clock: CliClock;
  /** Calls back on each Ctrl-C until the returned function is called. */
  onInterrupt(handler: () => void): () => void;
  /** Calls back when the system ends this program, or its terminal goes away, until the returned function is called. */
  onTerminate(handler: () => void): () => void;
  /** From here on the command goes on when its terminal goes away. */
  surviveHangup(): void;
  /** Shows an address in the browser. False when that did not work. */
  openBrowser(url: string): Promise<boolean>;
  readonly starter: DaemonStarter;
  /** Mode of a file that is made for the person, by the umask that they came with. */
  readonly personFileMode: number;
}

/** What a command is run with. */
export interface Cli extends Outside {
  readonly printer: Printer;
}
