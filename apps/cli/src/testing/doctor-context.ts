import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Children, type DaemonSighting, readConfig } from '@videoexpress/host';
import { inspectTaskName } from '@videoexpress/job-schema';
import type { CheckContext } from '../doctor/check.ts';
import { machineProbes, type Probes } from '../doctor/probes.ts';
import type { TestCli } from './test-cli.ts';

const nothing = { count: 0, examples: [] };
const wholeDatabase = {
  state: 'whole',
  schemaVersion: 1,
  library: { assets: 0, missing: nothing, missingPosters: nothing, strays: { ...nothing, bytes: 0 } },
};

/** Children that find everything well, at once: those of the sources take seconds to start. */
export const contentChildren: Children = {
  start: (task) => ({
    pid: undefined,
    ended: Promise.resolve({ kind: 'done', result: task === inspectTaskName ? wholeDatabase : null }),
    abort: () => undefined,
  }),
  killAll: async () => undefined,
  count: () => 0,
};

/** A machine on which all is well, whatever this one is like. */
const goodProbes: Partial<Probes> = {
  nodeVersion: '24.0.0',
  now: () => Date.parse('2026-06-01T12:00:00Z'),
  freeBytes: async () => 50_000_000_000,
  listenError: async () => null,
  nodesOnPath: async () => [],
};

export interface ContextChanges {
  readonly probes?: Partial<Probes>;
  readonly sighting?: DaemonSighting;
  readonly children?: Children;
  readonly starter?: Partial<TestCli['outside']['starter']>;
}

/** What `doctor` looks at in a test's studio. */
export function doctorContext(cli: TestCli, changes: ContextChanges = {}): CheckContext {
  const { machine } = cli.outside;
  const config = readConfig({ machine, flags: { port: null, dataDir: cli.home }, cloneRoot: null });
  if (!config.ok) throw new Error(config.error.detail);
  const starter = { ...cli.outside.starter, children: changes.children ?? contentChildren, ...changes.starter };
  return {
    outside: { ...cli.outside, starter },
    settings: { ...config.value, dataDir: cli.home, portGiven: false },
    sighting: Promise.resolve(changes.sighting ?? { state: 'none' }),
    probes: { ...machineProbes(machine), ...goodProbes, ...changes.probes },
  };
}

/** Everything below a folder, with modes, times and bytes: two of these are the same where nothing was touched. */
export function everythingBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true })
    .map(String)
    .toSorted()
    .map((name) => {
      const { mode, mtimeMs, size } = lstatSync(join(folder, name));
      const bytes =
        lstatSync(join(folder, name)).isFile() && mode & 0o400 ? readFileSync(join(folder, name), 'base64') : '';
      return `${name} ${mode.toString(8)} ${mtimeMs} ${size} ${bytes}`;
    });
}
