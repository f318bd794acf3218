import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import {
  exitCodes,
  findRunningDaemon,
  isAlive,
  processesHolding,
  readRuntimeFile,
  systemClock,
  writeRuntimeFile,
  type RuntimeInfo,
} from '@videoexpress/host';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { portTakenFailure } from '../daemon-link/boot-failure.ts';
import { stopDaemon } from '../daemon-link/stop-daemon.ts';
import { startFakeDaemon } from '../testing/fake-daemon.ts';
import { newFakeJob } from '../testing/fake-jobs.ts';
import { createTestCli, type TestCli } from '../testing/test-cli.ts';

let cli: TestCli;
beforeEach(() => {
  cli = createTestCli();
});
afterEach(async () => {
  await stopDaemon(systemClock, cli.folders, { askedMs: 2000, signalledMs: 100, killedMs: 2000 });
  cli.dispose();
});

const json = (text: string): Record<string, unknown> => {
  const parsed: unknown = JSON.parse(text);
  return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
};

describe('start --detach', () => {
  it('returns once the daemon of the runtime file answers, and opens the browser by a login link', async () => {
    const ran = await cli.run('start', '--detach', '--json');
    const info = readRuntimeFile(cli.folders.runtimeFile);
    expect(ran.code).toBe(0);
    expect(json(ran.out)).toEqual({
      url: info?.url,
      port: info?.port,
      pid: info?.pid,
      version: '0.1.0',
      bootId: info?.bootId,
      alreadyRunning: false,
      dataFolder: cli.folders.data,
      stateFolder: cli.folders.state,
    });
    expect(cli.opened).toEqual([expect.stringContaining('/login?code=')]);
    expect(info?.pid).not.toBe(process.pid);
    expect(statSync(cli.folders.bootLog).mode & 0o777).toBe(0o600);
  });

  it('shows the one that runs already, and ends with 0', async () => {
    await cli.run('start', '--detach', '--no-open');
    const again = await cli.run('start', '--no-open', '--json');
    expect([again.code, json(again.out)['alreadyRunning'], cli.opened]).toEqual([0, true, []]);
  });

  it('gives three at once one daemon', async () => {
    const runs = await Promise.all(
      [1, 2, 3].map(() => createTwin(cli).run('start', '--detach', '--no-open', '--json')),
    );
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(new Set(runs.map(({ out }) => json(out)['pid'])).size).toBe(1);
    expect(runs.filter(({ out }) => json(out)['alreadyRunning'] === true)).toHaveLength(2);
    expect(await processesHolding(cli.folders.lockFile)).toHaveLength(1);
    // None of the others is still on its way, to take over when this one stops.
    expect(cli.starts.filter((start) => start.isOver())).toHaveLength(2);
  });

  it('gives a link to open by hand where no browser can be opened', async () => {
    cli.browserWorks = false;
    const ran = await cli.run('start', '--detach');
    expect(ran.err).toMatch(/Open this address within a minute.*\n {2}http:\/\/127\.0\.0\.1:\d+\/login\?code=/);
    // The link that could not be shown may be used up.
    expect(ran.err).not.toContain(cli.opened[0]);
  });

  it('passes the exit code on and says what the daemon said', async () => {
    const damaged = await cli.run('start', '--detach', '--port', '2', '--json');
    expect(damaged.code).toBe(exitCodes.databaseUnusable);
    expect(damaged.err).toContain('The database is damaged');
    expect(json(damaged.out)).toMatchObject({ error: { exitCode: 7 } });
    expect((await cli.run('start', '--detach', '--port', '1')).code).toBe(exitCodes.portTaken);
  });

  it('cannot use a folder that a file is in the way of', async () => {
    rmSync(cli.home, { recursive: true });
    writeFileSync(cli.home, 'a file');
    const ran = await cli.run('start', '--detach');
    expect([ran.code, ran.err.includes('--data-dir')]).toEqual([exitCodes.configurationInvalid, true]);
    rmSync(cli.home);
  });
});

describe('start in the foreground', () => {
  it('prints a banner, opens the browser, and ends with the daemon', async () => {
    const running = cli.run('start');
    while ((await findRunningDaemon(cli.folders)).state !== 'running' || cli.opened.length === 0)
      await new Promise(setImmediate);
    expect((await createTwin(cli).run('stop')).out).toBe('VideoExpress has stopped.\n');
    const ran = await running;
    expect(ran.code).toBe(0);
    expect(ran.out).toContain(cli.folders.data);
    expect(ran.out).toContain('Ctrl-C stops it');
  });

  it('says how to log in when it opens no browser', async () => {
    const running = cli.run('start', '--no-open', '--data-dir', cli.home);
    await cli.sees('Ctrl-C stops it');
    await createTwin(cli).run('stop');
    expect((await running).out).toContain(`Log in  videoexpress open --data-dir ${cli.home}`);
    expect(cli.opened).toEqual([]);
  });

  it('ends with 5 when the port is taken, and names who has it', async () => {
    expect(await cli.run('start', '--port', '1', '--json')).toMatchObject({ code: exitCodes.portTaken });
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const failure = await portTakenFailure(typeof address === 'object' && address !== null ? address.port : 0);
    expect(failure.message).toContain(`process ${process.pid}`);
    server.close();
  });

  it.each([['--port', 'x'], ['--port', '70000'], ['--i-know-this-is-exposed']])('refuses %s %s', async (...args) => {
    expect((await cli.run('start', ...args)).code).toBe(exitCodes.usage);
  });

  it('ends with 6 on a variable that is no port, naming it', async () => {
    Object.assign(cli.outside, {
      machine: { ...cli.outside.machine, env: { ...cli.outside.machine.env, VIDEOEXPRESS_PORT: 'eighty' } },
    });
    const ran = await cli.run('start', '--json');
    expect([ran.code, ran.err.includes('VIDEOEXPRESS_PORT')]).toEqual([exitCodes.configurationInvalid, true]);
  });
});

describe('start --worker-listen', () => {
  it('tells the daemon where workers come in, and a restart keeps it', async () => {
    await cli.run('start', '--detach', '--no-open', '--worker-listen', '127.0.0.1:8124');
    expect(readRuntimeFile(cli.folders.runtimeFile)?.workerListen).toBe('127.0.0.1:8124');
    expect((await cli.run('restart')).code).toBe(0);
    expect(readRuntimeFile(cli.folders.runtimeFile)?.workerListen).toBe('127.0.0.1:8124');
  });

  it('says how a studio that runs already lets them in there', async () => {
    await cli.run('start', '--detach', '--no-open');
    const again = await cli.run('start', '--no-open', '--worker-listen', '127.0.0.1:8124', '--data-dir', cli.home);
    expect(again.code).toBe(0);
    expect(again.err).toContain(`config set --data-dir ${cli.home} engines.own-gpu.listen 127.0.0.1:8124`);
  });

  it.each(['8124', 'my-box:8124', '127.0.0.1:65536', ''])('refuses “%s”, with what to write', async (address) => {
    const ran = await cli.run('start', '--worker-listen', address);
    expect(ran.code).toBe(exitCodes.usage);
    expect(ran.err).toContain(`--worker-listen is "${address}". Give an address of this machine and a port`);
  });

  it('ends with 5 where that port is taken, and speaks of that port', async () => {
    const ran = await cli.run('start', '--detach', '--worker-listen', '127.0.0.1:1', '--json');
    expect(ran.code).toBe(exitCodes.portTaken);
    expect(json(ran.out)).toMatchObject({
      error: { code: 'port_taken', message: '--worker-listen: 127.0.0.1:1 is taken by another program.' },
    });
  });
});

describe('stop', () => {
  it('is content when nothing runs', async () => {
    const ran = await cli.run('stop', '--json');
    expect([ran.code, json(ran.out)]).toEqual([0, { stopped: false, how: 'was_not_running', pid: null }]);
  });

  it('asks, and waits until the process is gone', async () => {
    await cli.run('start', '--detach', '--no-open');
    const pid = readRuntimeFile(cli.folders.runtimeFile)?.pid ?? 0;
    const ran = await cli.run('stop', '--json');
    expect([ran.code, json(ran.out), isAlive(pid)]).toEqual([0, { stopped: true, how: 'asked', pid }, false]);
  });

  it.each([
    ['3', 'signalled'],
    ['4', 'killed'],
  ] as const)('signals one that does not listen, then kills it (port %s: %s)', async (port, how) => {
    await cli.run('start', '--detach', '--no-open', '--port', port);
    const stopped = await stopDaemon(systemClock, cli.folders, {
      askedMs: 100,
      signalledMs: how === 'killed' ? 100 : 5000,
      killedMs: 5000,
    });
    expect(stopped).toMatchObject({ ok: true, value: { how } });
    expect(await findRunningDaemon(cli.folders)).toEqual({ state: 'none' });
  });

  it('never signals a foreign process whose id a stale runtime file names', async () => {
    const foreign = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    await once(foreign, 'spawn');
    const fake = await startFakeDaemon(cli.folders);
    await fake.crash();
    const stale: RuntimeInfo = { ...fake.info, pid: foreign.pid ?? 0 };
    writeRuntimeFile(cli.folders.runtimeFile, stale);
    expect((await cli.run('stop')).code).toBe(0);
    expect([isAlive(stale.pid), readRuntimeFile(cli.folders.runtimeFile)]).toEqual([true, null]);
    foreign.kill('SIGKILL');
    await once(foreign, 'exit');
  });
});

describe('restart, status, open', () => {
  it('starts another process on the same port', async () => {
    await cli.run('start', '--detach', '--no-open');
    const before = readRuntimeFile(cli.folders.runtimeFile);
    const ran = await cli.run('restart', '--json');
    expect(ran.code).toBe(0);
    expect(json(ran.out)['port']).toBe(before?.port);
    expect(json(ran.out)['pid']).not.toBe(before?.pid);
  });

  it('status ends with 3 when nothing runs, also with a file left of one that was killed', async () => {
    const none = await cli.run('status', '--json');
    expect([none.code, json(none.out)]).toEqual([exitCodes.notRunning, { running: false }]);
    await cli.run('start', '--detach', '--no-open');
    const pid = readRuntimeFile(cli.folders.runtimeFile)?.pid ?? 0;
    process.kill(pid, 'SIGKILL');
    while (isAlive(pid)) await new Promise(setImmediate);
    expect((await cli.run('status')).code).toBe(exitCodes.notRunning);
    expect((await cli.run('start', '--detach', '--no-open')).code).toBe(0);
  });

  it('status shows address, queue and what is not well', async () => {
    const fake = await startFakeDaemon(cli.folders, {
      jobs: [newFakeJob({ kind: 'text_to_video', input: {} })],
      onShutdown: () => undefined,
    });
    fake.services = [
      { id: 'disk', label: 'Disk', status: 'degraded', latencyMs: null, detail: 'Nearly full', fix: 'Free some' },
    ];
    const person = await cli.run('status');
    expect(person.out).toContain(fake.info.url);
    expect(person.out).toContain('1 waiting');
    expect(person.out).toContain('Nearly full');
    expect(json((await cli.run('status', '--json')).out)).toMatchObject({
      running: true,
      url: fake.info.url,
      pid: process.pid,
      queue: { paused: false, counts: { queued: 1 } },
      services: [{ id: 'disk' }],
    });
    await fake.close();
  });

  it('open needs a running daemon, and sends the browser in by a login link', async () => {
    expect((await cli.run('open')).code).toBe(exitCodes.notRunning);
    const fake = await startFakeDaemon(cli.folders);
    expect((await cli.run('open')).code).toBe(0);
    expect(cli.opened).toHaveLength(1);
    await fake.close();
  });

  it('ends with 4 when a process holds the folder and does not answer', async () => {
    const holder = spawn(process.execPath, [
      '-e',
      `require('fs').openSync(${JSON.stringify(cli.folders.lockFile)}, 'a'); console.log('ready'); setInterval(() => {}, 1000)`,
    ]);
    await (await startFakeDaemon(cli.folders)).close();
    await once(holder.stdout, 'data');
    // Its patience is over ten times as soon.
    Object.assign(cli.outside, {
      clock: {
        ...systemClock,
        monotonic: () => systemClock.monotonic() * 10,
        after: (delayMs: number, task: () => void) => systemClock.after(delayMs / 10, task),
      },
    });
    const ran = await cli.run('status', '--json');
    expect([ran.code, ran.err.includes(String(holder.pid))]).toEqual([exitCodes.lockedByAnother, true]);
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    expect(readFileSync(cli.folders.lockFile)).toHaveLength(0);
  });
});

/** Another command line of the same person: its own output, the same folders. */
function createTwin(of: TestCli): TestCli {
  const twin = createTestCli();
  twin.dispose();
  Object.assign(twin.outside, { machine: of.outside.machine, cwd: of.cwd, starter: of.outside.starter });
  return twin;
}
