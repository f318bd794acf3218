import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Children,
  type DaemonSighting,
  ensureFolders,
  readOrCreateSessionKey,
  readOrCreateToken,
} from '@videoexpress/host';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contentChildren, type ContextChanges, doctorContext, everythingBelow } from '../testing/doctor-context.ts';
import { createTestCli, type TestCli } from '../testing/test-cli.ts';
import { runChecks } from './run-checks.ts';

let cli: TestCli;
let undo: (() => void)[] = [];
beforeEach(() => {
  cli = createTestCli();
  undo = [];
  ensureFolders(cli.folders);
  readOrCreateToken(cli.folders.tokenFile);
  readOrCreateSessionKey(cli.folders.sessionKeyFile);
});
afterEach(() => {
  for (const step of undo) step();
  cli.dispose();
});

interface Fault {
  readonly what: string;
  readonly breakIt: () => ContextChanges | void;
  readonly id: string;
  readonly status: 'note' | 'fail';
  readonly says: RegExp;
  readonly fix: RegExp | null;
}

function touch(path: string, text = 'x', mode = 0o600): void {
  writeFileSync(path, text, { mode });
  chmodSync(path, mode);
}

/** Faults of the machine and of what lies around the database. */
const faults: readonly Fault[] = [
  {
    what: 'an old Node',
    breakIt: () => ({ probes: { nodeVersion: '20.19.0' } }),
    id: 'node',
    status: 'fail',
    says: /20\.19\.0; 22\.14 or newer is needed/,
    fix: /nodejs\.org/,
  },
  {
    what: 'two Node versions',
    breakIt: () => ({ probes: { nodesOnPath: async () => [{ path: '/usr/bin/node', version: '20.1.0' }] } }),
    id: 'other_nodes',
    status: 'note',
    says: /20\.1\.0 at \/usr\/bin\/node/,
    fix: /PATH/,
  },
  {
    what: 'a port that a program has',
    breakIt: () => ({
      probes: {
        listenError: async (port) => (port === 0 ? null : 'EADDRINUSE'),
        portHolder: async () => ({ name: 'nginx', pid: 77 }),
      },
    }),
    id: 'port',
    status: 'fail',
    says: /taken by nginx \(process 77\)/,
    fix: /start --port/,
  },
  {
    what: "a port that another user's program has",
    breakIt: () => ({
      probes: { listenError: async (port) => (port === 0 ? null : 'EADDRINUSE'), portHolder: async () => null },
    }),
    id: 'port',
    status: 'fail',
    says: /does not name, such as one of another user/,
    fix: /start --port/,
  },
  {
    what: 'a port that the system keeps',
    breakIt: () => ({ probes: { listenError: async (port) => (port === 0 ? null : 'EACCES') } }),
    id: 'port',
    status: 'fail',
    says: /reserved by the system/,
    fix: /--port 8000/,
  },
  {
    what: 'no IPv6',
    breakIt: () => ({ probes: { listenError: async (_, host) => (host === '::1' ? 'EADDRNOTAVAIL' : null) } }),
    id: 'ipv6',
    status: 'note',
    says: /IPv4 alone, which is fine/,
    fix: null,
  },
  {
    what: 'a disk that is nearly full',
    breakIt: () => ({ probes: { freeBytes: async () => 12_000_000 } }),
    id: 'disk',
    status: 'fail',
    says: /Only 12\.0 MB free/,
    fix: /Free some space/,
  },
  {
    what: 'a clock of 1970',
    breakIt: () => ({ probes: { now: () => 86_400_000 } }),
    id: 'clock',
    status: 'fail',
    says: /1970-01-02/,
    fix: /Set date and time/,
  },
  ...(['media', 'data', 'state', 'config'] as const).map(
    (name): Fault => ({
      what: `a folder for ${name} that others can open`,
      breakIt: () => chmodSync(cli.folders[name], 0o755),
      id: 'file_modes',
      status: 'fail',
      says: /mode 755/,
      fix: /chmod 700 '/,
    }),
  ),
  ...(['tokenFile', 'sessionKeyFile', 'databaseFile'] as const).map(
    (name): Fault => ({
      what: `${name} that others can read`,
      breakIt: () => {
        touch(cli.folders[name], 'x', 0o644);
      },
      id: 'file_modes',
      status: 'fail',
      says: /mode 644/,
      fix: /chmod 600 '/,
    }),
  ),
  {
    what: 'a library copied with wide modes',
    breakIt: () => {
      for (let number = 0; number < 9; number += 1) touch(join(cli.folders.logs, `${number}.log`), 'x', 0o644);
    },
    id: 'file_modes',
    status: 'fail',
    says: /and 8 more/,
    fix: /^chmod -R go= '/,
  },
  {
    what: 'a data folder that is gone',
    breakIt: () => rmSync(cli.folders.data, { recursive: true }),
    id: 'folder_data',
    status: 'fail',
    says: /not there, although this studio was started before/,
    fix: /Mount the disk|restore/,
  },
  ...(['data', 'state', 'logs'] as const).map(
    (name): Fault => ({
      what: `a folder for ${name} that cannot be written`,
      breakIt: () => ({ probes: { mayWrite: (folder) => folder !== cli.folders[name] } }),
      id: `folder_${name}`,
      status: 'fail',
      says: /cannot be written/,
      fix: /writable/,
    }),
  ),
  {
    what: 'a file where a folder should be',
    breakIt: () => {
      rmSync(cli.folders.logs, { recursive: true });
      touch(cli.folders.logs);
    },
    id: 'folder_logs',
    status: 'fail',
    says: /is a file and in the way/,
    fix: /Move the file/,
  },
  {
    what: 'a .env that others can read',
    breakIt: () => touch(cli.folders.envFile, 'RUNPOD_API_KEY=canary\n', 0o644),
    id: 'file_modes',
    status: 'fail',
    says: /\.env \(mode 644\)/,
    fix: /chmod 600 '.*\.env'/,
  },
  {
    what: 'a misspelt variable',
    breakIt: () => touch(cli.folders.envFile, 'RUNPOD_APIKEY=canary\n'),
    id: 'unknown_variable',
    status: 'note',
    says: /^RUNPOD_APIKEY in .*\.env is read by nothing$/,
    fix: /Did you mean RUNPOD_API_KEY\?/,
  },
  {
    what: 'a runtime file of a run that was killed',
    breakIt: () => ({
      sighting: {
        state: 'stale',
        info: { pid: 1, port: 1, url: 'http://localhost:1', version: '0', bootId: 'b', startedAt: '', solo: false },
      },
    }),
    id: 'daemon',
    status: 'note',
    says: /ended without a word/,
    fix: /videoexpress start/,
  },
  {
    what: 'a daemon that hangs',
    breakIt: () => ({ sighting: { state: 'not_answering', info: null, pids: [4711] } }),
    id: 'daemon',
    status: 'fail',
    says: /4711 holds the data folder and does not answer/,
    fix: /videoexpress stop/,
  },
  {
    what: 'copies from before upgrades that pile up',
    breakIt: () => {
      for (const version of [2, 3, 4, 10])
        touch(`${cli.folders.databaseFile}.before-v${version}.bak`, 'x'.repeat(1000));
    },
    id: 'upgrade_copies',
    status: 'note',
    says: /4 in .*4\.0 kB/,
    fix: /before-v4\.bak'$/,
  },
  {
    what: 'half a restore',
    breakIt: () => mkdirSync(join(cli.home, '.data.restore-0a1b2c'), { mode: 0o700 }),
    id: 'half_restore',
    status: 'note',
    says: /restore-0a1b2c/,
    fix: /^rm -r '/,
  },
  {
    what: 'pages that were not built',
    breakIt: () => ({ starter: { programFiles: () => ({ ...cli.outside.starter.programFiles(), uiFolder: null }) } }),
    id: 'pages',
    status: 'fail',
    says: /missing/,
    fix: /npm/,
  },
  {
    what: 'fonts that are missing',
    breakIt: () => ({
      starter: { programFiles: () => ({ ...cli.outside.starter.programFiles(), fontsFolder: cli.cwd }) },
    }),
    id: 'fonts',
    status: 'fail',
    says: /missing in/,
    fix: /npm/,
  },
];

describe('doctor', () => {
  it('finds a studio well that is', async () => {
    const findings = await runChecks(doctorContext(cli));
    expect(findings.filter(({ status, id }) => status !== 'pass' && id !== 'daemon')).toEqual([]);
  });

  it('checks what needs no daemon while one is still looked for', async () => {
    const { promise, resolve } = Promise.withResolvers<DaemonSighting>();
    const start: Children['start'] = (task, input, options) => {
      // A sighting that comes only now: whoever waited for it first would wait for ever.
      resolve({ state: 'none' });
      return contentChildren.start(task, input, options);
    };
    const context = doctorContext(cli, { children: { ...contentChildren, start } });
    const findings = await runChecks({ ...context, sighting: promise });
    expect(findings.map(({ id }) => id)).toEqual(expect.arrayContaining(['libraries', 'daemon', 'port']));
  });

  it.each(faults)('finds $what, says how to mend it, and changes nothing', async (fault) => {
    const changes = fault.breakIt() ?? {};
    const before = everythingBelow(cli.home);
    const findings = await runChecks(doctorContext(cli, changes));
    expect(everythingBelow(cli.home)).toEqual(before);
    const lines = findings.filter(({ id }) => id === fault.id);
    expect(lines).toHaveLength(1);
    const [found] = lines;
    expect(found).toMatchObject({ status: fault.status, detail: expect.stringMatching(fault.says) });
    if (fault.fix === null) expect(found?.fix).toBeNull();
    else expect(found?.fix).toMatch(fault.fix);
    expect(JSON.stringify(findings)).not.toContain('canary');
    // One fault is one line: nothing else is called broken for it.
    const others = findings.filter(({ id, status }) => status === 'fail' && id !== fault.id);
    expect(others).toEqual([]);
  });
});
