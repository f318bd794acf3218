import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { resolveFolders, systemClock, type Folders } from '@videoexpress/host';
import type { Outside } from '../cli.ts';
import { createDaemonStarter, type DaemonStarter } from '../daemon-link/daemon-starter.ts';
import type { Terminal } from '../printer/terminal.ts';
import { runProgram } from '../program.ts';

/** What one run of the command line left behind. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A person at the command line, in a folder of their own, without a terminal of the test runner's. */
export interface TestCli {
  readonly home: string;
  readonly cwd: string;
  readonly folders: Folders;
  readonly outside: Outside;
  /** Addresses that were opened in the browser. */
  readonly opened: string[];
  browserWorks: boolean;
  /** What comes in by a pipe, where nobody types. */
  piped: string;
  /** The daemons that were started as processes of their own. */
  readonly starts: { isOver(): boolean }[];
  run(...args: string[]): Promise<Ran>;
  /** Ctrl-C. */
  interrupt(): void;
  /** SIGTERM. */
  terminate(): void;
  /** Types a line, when a question waits for it. */
  type(line: string): Promise<void>;
  /** Waits until what was written since the last run began holds a text. */
  sees(text: string): Promise<void>;
  dispose(): void;
}

export interface TestCliOptions {
  /** As on a terminal that can be asked. */
  readonly interactive?: boolean;
  readonly redraws?: boolean;
  /** What starts daemons; left out, a double of the daemon's program. */
  readonly starter?: DaemonStarter;
  /** Where the sources of the GPU worker lie; left out, they are missing. */
  readonly workerFolder?: string;
}

export function createTestCli(options: TestCliOptions = {}): TestCli {
  const home = mkdtempSync(join(tmpdir(), 'videoexpress-cli-'));
  const cwd = mkdtempSync(join(tmpdir(), 'videoexpress-here-'));
  const resolved = resolveFolders({ env: {}, platform: process.platform, homeDir: home }, home);
  if (!resolved.ok) throw new Error(resolved.error.detail);
  let out = '';
  let err = '';
  const onWrite = new Set<() => void>();
  const interrupts = new Set<() => void>();
  const terminations = new Set<() => void>();
  const opened: string[] = [];
  let reader: ((line: string | null) => void) | null = null;

  const fakeProgram = pathToFileURL(join(import.meta.dirname, 'fake-daemon-program.ts'));
  const starter = options.starter ?? createDaemonStarter(fakeProgram);
  const starts: TestCli['starts'] = [];
  const fontsFolder = join(import.meta.dirname, '..', '..', '..', '..', 'packages', 'render-engines', 'fonts');

  const terminal: Terminal = {
    writeOut(text) {
      out += text;
      for (const check of onWrite) check();
    },
    writeErr(text) {
      err += text;
      for (const check of onWrite) check();
    },
    outColor: false,
    errColor: false,
    errRedraws: options.redraws ?? false,
    interactive: options.interactive ?? false,
    columns: () => 100,
    readLine() {
      const { promise, resolve } = Promise.withResolvers<string | null>();
      reader = resolve;
      for (const check of onWrite) check();
      return { line: promise, cancel: () => resolve(null) };
    },
    async readSecret() {
      const text = options.interactive === true ? await terminal.readLine().line : cli.piped;
      return text === null || text === '' ? { kind: 'ended' } : { kind: 'text', text };
    },
  };

  const outside: Outside = {
    machine: { env: { VIDEOEXPRESS_HOME: home, VIDEOEXPRESS_PORT: '5' }, platform: process.platform, homeDir: home },
    cloneRoot: null,
    userId: 501,
    installation: { node: process.execPath, launcher: join(home, 'bin', 'videoexpress.js'), npxPackage: null },
    cwd,
    version: '0.1.0',
    terminal,
    clock: systemClock,
    onInterrupt(handler) {
      interrupts.add(handler);
      return () => interrupts.delete(handler);
    },
    onTerminate(handler) {
      terminations.add(handler);
      return () => terminations.delete(handler);
    },
    surviveHangup: () => undefined,
    openBrowser: async (url) => {
      opened.push(url);
      return cli.browserWorks;
    },
    starter: {
      ...starter,
      // Whether pages and fonts are built is nothing that most tests are about.
      programFiles: () => ({
        uiFolder: cwd,
        fontsFolder,
        workerFolder: options.workerFolder ?? null,
        migrationsFolder: null,
      }),
      spawnDetached(daemonOptions, folders) {
        const daemon = starter.spawnDetached(daemonOptions, folders);
        let over = false;
        void daemon.exited.then(() => (over = true));
        starts.push({ isOver: () => over });
        return daemon;
      },
    },
    personFileMode: 0o644,
  };

  function whenever(isSo: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const check = (): void => {
        if (!isSo()) return;
        onWrite.delete(check);
        resolve();
      };
      onWrite.add(check);
      check();
    });
  }

  const cli: TestCli = {
    home,
    cwd,
    folders: resolved.value,
    outside,
    opened,
    browserWorks: true,
    piped: '',
    starts,
    async run(...args) {
      out = '';
      err = '';
      const code = await runProgram(args, outside);
      return { code, out, err };
    },
    interrupt() {
      for (const handler of interrupts) handler();
    },
    terminate() {
      for (const handler of terminations) handler();
    },
    async type(line) {
      await whenever(() => reader !== null);
      const answer = reader;
      reader = null;
      answer?.(line);
    },
    sees: (text) => whenever(() => out.includes(text) || err.includes(text)),
    dispose() {
      rmSync(home, { recursive: true, force: true });
      rmSync(cwd, { recursive: true, force: true });
    },
  };
  return cli;
}
