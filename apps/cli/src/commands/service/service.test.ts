import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Machine } from '@videoexpress/host';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { windowsService } from '../../service/windows-service.ts';
import { createTestCli, type Ran, type TestCli } from '../../testing/test-cli.ts';
import { runProgram } from '../../program.ts';

let cli: TestCli;
/** The folder that is the whole PATH: programs that write down how they were called, and do what a test wants. */
let bin = '';

beforeEach(() => {
  cli = createTestCli();
  bin = join(cli.home, 'path');
  mkdirSync(bin);
});
afterEach(() => cli.dispose());

/** `answers`: what the program prints, and its exit code, by words of its call. */
function addProgram(name: string, answers: Record<string, { code?: number; out?: string }> = {}): void {
  const cases = Object.entries(answers).map(
    ([call, { code = 0, out = '' }]) => `*"${call}"*) printf '%s\\n' '${out}'; exit ${code};;`,
  );
  const file = join(bin, name);
  const lines = ['#!/bin/sh', `echo "${name} $*" >> "${join(cli.home, 'calls')}"`, 'case "$*" in', ...cases, 'esac'];
  writeFileSync(file, `${lines.join('\n')}\n`);
  chmodSync(file, 0o755);
}

/** The calls since this was last asked. */
function calls(): string[] {
  const file = join(cli.home, 'calls');
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  rmSync(file, { force: true });
  return lines;
}

/** Runs a command on a machine with this system, whose home folder is the test's. */
async function run(platform: NodeJS.Platform, args: string[], env: Machine['env'] = {}, npx?: string): Promise<Ran> {
  const { outside } = cli;
  const shell = { PATH: bin, VIDEOEXPRESS_HOME: cli.home, ...env };
  const machine = { env: shell, platform, homeDir: cli.home };
  const installation = { ...outside.installation, npxPackage: npx ?? null };
  let out = '';
  let err = '';
  const terminal = {
    ...outside.terminal,
    writeOut: (text: string) => void (out += text),
    writeErr: (text: string) => void (err += text),
  };
  const code = await runProgram(['service', ...args], { ...outside, terminal, machine, installation });
  return { code, out, err };
}

const unitFile = () => join(cli.home, '.config', 'systemd', 'user', 'videoexpress.service');
const agentFile = () => join(cli.home, 'Library', 'LaunchAgents', 'local.videoexpress.studio.plist');

describe('a service of systemd', () => {
  const notThere = { 'is-enabled': { code: 1 }, 'is-active': { code: 3 } };

  it('is written, enabled and started, once', async () => {
    addProgram('systemctl', notThere);
    const first = await run('linux', ['install', '--port', '8123', '--json']);
    expect(first).toMatchObject({ code: 0 });
    expect(JSON.parse(first.out)).toMatchObject({ installed: true, changed: true, started: true, kind: 'systemd' });
    expect(JSON.parse(first.out)).toMatchObject({ file: unitFile() });
    const unit = readFileSync(unitFile(), 'utf8');
    expect(unit).toContain(
      `ExecStart="${process.execPath}" "${cli.outside.installation.launcher}" "start" "--no-open"`,
    );
    expect(unit).toContain(`"--port" "8123" "--data-dir" "${cli.home}"`);
    expect(calls().slice(2)).toEqual([
      'systemctl --user daemon-reload',
      'systemctl --user enable videoexpress.service',
      'systemctl --user restart videoexpress.service',
    ]);
    const second = await run('linux', ['install', '--port', '8123', '--json']);
    expect(JSON.parse(second.out)).toMatchObject({ changed: false, started: true });
    expect(calls().at(-1)).toBe('systemctl --user start videoexpress.service');
    expect(readFileSync(unitFile(), 'utf8')).toBe(unit);
  });

  it('knows the folders of the shell, and no secret of it', async () => {
    addProgram('systemctl', notThere);
    const env = { VIDEOEXPRESS_HOME: '', XDG_DATA_HOME: join(cli.home, 'my data'), RUNPOD_API_KEY: 'rpa_hidden' };
    const { code, err } = await run('linux', ['install'], env);
    expect(code).toBe(0);
    const unit = readFileSync(unitFile(), 'utf8');
    expect(unit).toContain(`Environment="XDG_DATA_HOME=${join(cli.home, 'my data')}"`);
    expect(unit).not.toContain('rpa_hidden');
    expect(err).toMatch(/do not reach a service: RUNPOD_API_KEY\. Put them into .*\.env/);
  });

  it('is refused out of npx, which would take it away, and nothing is touched', async () => {
    addProgram('systemctl');
    const { code, out } = await run('linux', ['install', '--json'], {}, './videoexpress-0.1.0.tgz');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      error: { code: 'service_from_npx', fix: expect.stringContaining('npm install -g ./videoexpress-0.1.0.tgz\n') },
    });
    expect(calls()).toEqual([]);
    expect(existsSync(unitFile())).toBe(false);
  });

  it('leaves nothing where systemd refuses, and puts back what was there', async () => {
    addProgram('systemctl', { ...notThere, 'daemon-reload': { code: 1, out: 'Failed to connect to bus' } });
    const { code, err } = await run('linux', ['install']);
    expect(code).toBe(1);
    expect(err).toContain('Failed to connect to bus');
    expect(err).toContain('loginctl enable-linger');
    expect(existsSync(unitFile())).toBe(false);
    mkdirSync(join(unitFile(), '..'), { recursive: true });
    writeFileSync(unitFile(), 'as it was');
    await run('linux', ['install']);
    expect(readFileSync(unitFile(), 'utf8')).toBe('as it was');
  });

  it('says so where there is no systemd', async () => {
    const { code, err } = await run('linux', ['install']);
    expect(code).toBe(1);
    expect(err).toContain('systemctl --user did not do it');
    expect(existsSync(unitFile())).toBe(false);
  });

  it('is not started over a studio that was started by hand', async () => {
    addProgram('systemctl', notThere);
    expect((await cli.run('start', '--detach', '--no-open', '--port', '0')).code).toBe(2);
    expect((await cli.run('start', '--detach', '--no-open')).code).toBe(0);
    const { code, out, err } = await run('linux', ['install', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ installed: true, started: false });
    expect(err).toContain('started by hand');
    expect(calls().join()).not.toContain('start videoexpress');
    expect((await cli.run('stop')).code).toBe(0);
  });

  it('tells how it is, and goes without taking anything else along', async () => {
    addProgram('systemctl', notThere);
    expect((await run('linux', ['status', '--json'])).code).toBe(3);
    await run('linux', ['install']);
    const clip = join(cli.folders.media, 'clip.mp4');
    mkdirSync(cli.folders.media, { recursive: true });
    writeFileSync(clip, 'clip');
    addProgram('systemctl');
    const status = await run('linux', ['status', '--json']);
    expect({ code: status.code, ...JSON.parse(status.out) }).toEqual({
      code: 0,
      installed: true,
      enabled: true,
      running: true,
      kind: 'systemd',
      file: unitFile(),
    });
    calls();
    const removed = await run('linux', ['uninstall', '--json']);
    expect(JSON.parse(removed.out)).toMatchObject({ installed: false, changed: true });
    expect(calls()).toEqual(['systemctl --user disable --now videoexpress.service', 'systemctl --user daemon-reload']);
    expect(existsSync(unitFile())).toBe(false);
    expect(readFileSync(clip, 'utf8')).toBe('clip');
    const again = await run('linux', ['uninstall', '--json']);
    expect({ code: again.code, ...JSON.parse(again.out) }).toMatchObject({ code: 0, changed: false });
  });
});

describe('an agent of launchd', () => {
  it('is written and loaded, loaded anew when it changed, and unloaded', async () => {
    addProgram('launchctl', { 'print gui': { code: 113 } });
    const first = await run('darwin', ['install', '--json']);
    expect(JSON.parse(first.out)).toMatchObject({ changed: true, started: true, kind: 'launchd', file: agentFile() });
    expect(readFileSync(agentFile(), 'utf8')).toContain(`<string>${cli.outside.installation.launcher}</string>`);
    expect(calls().at(-1)).toBe(`launchctl bootstrap gui/501 ${agentFile()}`);

    addProgram('launchctl', { 'print gui': { out: '    pid = 4711' } });
    expect(JSON.parse((await run('darwin', ['status', '--json'])).out)).toMatchObject({ enabled: true, running: true });
    calls();
    await run('darwin', ['install', '--port', '8124']);
    expect(calls()).toContain('launchctl bootout gui/501/local.videoexpress.studio');
    const removed = await run('darwin', ['uninstall', '--json']);
    expect(JSON.parse(removed.out)).toMatchObject({ installed: false, changed: true });
    expect(existsSync(agentFile())).toBe(false);
  });

  it('is seen as switched off where the person switched it off', async () => {
    addProgram('launchctl', { 'print gui': { code: 113 } });
    await run('darwin', ['install']);
    addProgram('launchctl', {
      'print-disabled': { out: '"local.videoexpress.studio" => disabled' },
      'print gui': { code: 113 },
    });
    const { out } = await run('darwin', ['status', '--json']);
    expect(JSON.parse(out)).toMatchObject({ installed: true, enabled: false, running: false });
  });
});

describe('a task of Windows', () => {
  const windows = { LOCALAPPDATA: '', USERDOMAIN: 'DESK', USERNAME: 'Ada & Co' };

  it('is handed over in the encoding that is asked for, and nothing stays of the file', async () => {
    const kept = join(cli.home, 'task.xml');
    const file = join(bin, 'schtasks');
    writeFileSync(
      file,
      `#!/bin/sh\nif [ "$1" = /Create ]; then /bin/cat "$5" > "${kept}"; echo "$5" > "${kept}.path"; fi\n`,
    );
    chmodSync(file, 0o755);
    const machine = { env: { ...windows, PATH: bin }, platform: 'win32', homeDir: cli.home } as const;
    const service = windowsService({ machine, userId: null });
    const command = ['C:\\node.exe', 'C:\\v.js', 'start'] as const;
    expect(await service.install({ command, environment: {}, logFile: '' })).toEqual({
      ok: true,
      value: { changed: true },
    });
    const text = readFileSync(kept, 'utf16le');
    expect(text.charCodeAt(0)).toBe(0xfeff);
    expect(text).toContain('<UserId>DESK\\Ada &amp; Co</UserId>');
    expect(existsSync(readFileSync(`${kept}.path`, 'utf8').trim())).toBe(false);
  });

  it('tells how it is, and goes', async () => {
    addProgram('schtasks', { '/Query': { out: '<Task><Settings><Enabled>false</Enabled></Settings></Task>' } });
    const status = await run('win32', ['status', '--json'], windows);
    expect(JSON.parse(status.out)).toEqual({
      installed: true,
      enabled: false,
      running: null,
      kind: 'task_scheduler',
      file: null,
    });
    calls();
    expect((await run('win32', ['uninstall'], windows)).code).toBe(0);
    expect(calls()).toEqual([
      'schtasks /Query /TN VideoExpress /XML',
      'schtasks /End /TN VideoExpress',
      'schtasks /Delete /TN VideoExpress /F',
    ]);
    addProgram('schtasks', { '/Query': { code: 1 } });
    expect((await run('win32', ['status'], windows)).code).toBe(3);
  });
});

it('says what to do on a system without a service', async () => {
  const { code, err } = await run('freebsd', ['install']);
  expect(code).toBe(1);
  expect(err).toContain('Have your own service manager run: videoexpress start --no-open');
});
