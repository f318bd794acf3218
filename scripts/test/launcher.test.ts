import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const launcherSource = fileURLToPath(new URL('../../apps/cli/bin/videoexpress.js', import.meta.url));
const thisPlatform = `${process.platform}-${process.arch}`;
/** Makes the Node that it is imported into look like an old one. */
const looksOld = `data:text/javascript,Object.defineProperty(process.versions,'node',{value:'20.20.2'})`;
/** Tells how it was called, then does what its first argument says. */
const program = `
  const [what, ...rest] = process.argv.slice(2);
  const heard = (signal) => { console.log(signal); if (signal !== 'SIGINT') process.exit(6); };
  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT']) process.on(signal, heard);
  let stdin = '';
  if (what === 'read') for await (const text of process.stdin) stdin += text;
  console.log(JSON.stringify({ rest, stdin, provided: process.env.PROVIDED ?? null }));
  if (what === 'wait') setInterval(() => {}, 1000);
  process.exitCode = 5;
`;

let root = '';
const children: ChildProcess[] = [];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'videoexpress-launcher-'));
  put('pnpm-workspace.yaml', 'packages: [apps/*]');
  put('apps/cli/package.json', '{"type":"module"}');
  put('apps/cli/dist/cli.js', program);
  mkdirSync(join(root, 'apps/cli/bin'));
  copyFileSync(launcherSource, join(root, 'apps/cli/bin/videoexpress.js'));
});

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(root, { recursive: true, force: true });
});

function put(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** A Node in the cache that says which one it is and is the present one otherwise. */
function provide(version: string, cache = '.cache', platform = thisPlatform): void {
  const path = `${cache}/node-${version}-${platform}/bin/node`;
  put(path, `#!/bin/sh\nPROVIDED=${version} exec "${process.execPath}" "$@"\n`);
  chmodSync(join(root, path), 0o755);
}

interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<{ code: number | null; stdout: string; stderr: string }>;
  /** Resolves when this text has been printed. */
  readonly printed: (text: string) => Promise<void>;
}

function start(kind: 'new' | 'old', args: string[], options: { stdin?: string; cache?: string } = {}): Started {
  const launcher = join(root, 'apps/cli/bin/videoexpress.js');
  const { VIDEOEXPRESS_CACHE: _cache, npm_command: _npm, ...inherited } = process.env;
  const env = options.cache === undefined ? inherited : { ...inherited, VIDEOEXPRESS_CACHE: options.cache };
  const nodeArgs = kind === 'old' ? ['--import', looksOld] : [];
  const child = spawn(process.execPath, [...nodeArgs, launcher, ...args], { env, cwd: tmpdir() });
  children.push(child);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  // One that ends at once may have closed its end already; what it said and its code are what counts.
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.stdin ?? '');
  const ended = once(child, 'close').then(() => ({ code: child.exitCode, stdout, stderr }));
  const printed = async (text: string): Promise<void> => {
    while (!stdout.includes(text)) await once(child.stdout, 'data');
  };
  return { child, ended, printed };
}

/** Tells when its parent is gone, some rounds of the launcher's watch later. */
const outlivesItsParent = `
  const parent = process.ppid;
  let rounds = 0;
  setInterval(() => {
    if (process.ppid !== parent) rounds += 1;
    if (rounds === 8) { console.log('orphaned'); process.exit(0); }
  }, 100);
  console.log('ready');
`;

/** Runs the launcher as npx does and takes its terminal away: SIGHUP to the shell and to everything below it. */
async function withoutTerminal(): Promise<{ stdout: string }> {
  const launcher = join(root, 'apps/cli/bin/videoexpress.js');
  const shell = spawn('sh', ['-c', `"${process.execPath}" "${launcher}"; true`], {
    env: { ...process.env, npm_command: 'exec' },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  children.push(shell);
  let stdout = '';
  shell.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  const closed = once(shell.stdout, 'close');
  while (!stdout.includes('ready')) await once(shell.stdout, 'data');
  if (shell.pid !== undefined) process.kill(-shell.pid, 'SIGHUP');
  await closed;
  return { stdout };
}

describe('the launcher', () => {
  it('runs the program on a Node that is new enough', async () => {
    provide('24.21.0');
    const { code, stdout } = await start('new', ['go', 'a b', '--c']).ended;
    expect(JSON.parse(stdout)).toEqual({ rest: ['a b', '--c'], stdin: '', provided: null });
    expect(code).toBe(5);
  });

  it('has Node keep what it compiled, in the package itself', async () => {
    await start('new', []).ended;
    expect(readdirSync(join(root, 'apps/cli'))).toContain('.compile-cache');
  });

  it('says what to do where nothing is built', async () => {
    rmSync(join(root, 'apps/cli/dist'), { recursive: true });
    const { code, stdout, stderr } = await start('new', ['go']).ended;
    expect({ code, stdout, stderr }).toEqual({
      code: 1,
      stdout: '',
      stderr: `VideoExpress is not built yet. Run npm start once in ${root}\n`,
    });
  });

  it('hands arguments, stdin and the exit code through the provided Node', async () => {
    provide('24.21.0');
    const { code, stdout } = await start('old', ['read', 'a b', '--c=d'], { stdin: 'secret\n' }).ended;
    expect(JSON.parse(stdout)).toEqual({ rest: ['a b', '--c=d'], stdin: 'secret\n', provided: '24.21.0' });
    expect(code).toBe(5);
  });

  it('finds the provided Node in VIDEOEXPRESS_CACHE', async () => {
    provide('22.23.2', 'shared');
    const { stdout } = await start('old', ['go'], { cache: join(root, 'shared') }).ended;
    expect(JSON.parse(stdout)).toMatchObject({ provided: '22.23.2' });
  });

  it('takes the newest one for this machine', async () => {
    provide('22.23.2');
    provide('24.9.0');
    provide('24.21.0');
    provide('26.0.0', '.cache', 'other-machine');
    const { stdout } = await start('old', ['go']).ended;
    expect(JSON.parse(stdout)).toMatchObject({ provided: '24.21.0' });
  });

  it('loads nothing and says what to install where there is none', async () => {
    provide('18.0.0');
    const { code, stdout, stderr } = await start('old', ['go']).ended;
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toBe(
      `VideoExpress needs Node 22.14 or newer; this is 20.20.2.\n` +
        `Run npm start once in ${root}, which brings its own, or install it from nodejs.org.\n`,
    );
  });

  it('names no folder that is not ours where it was installed as a package, and takes no Node from there', async () => {
    provide('24.21.0');
    rmSync(join(root, 'pnpm-workspace.yaml'));
    const { code, stdout, stderr } = await start('old', ['go']).ended;
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toBe(
      `VideoExpress needs Node 22.14 or newer; this is 20.20.2.\n` +
        `Install Node 24 from nodejs.org, then run the same command again. Nothing was changed.\n`,
    );
    rmSync(join(root, 'apps/cli/dist'), { recursive: true });
    expect((await start('new', ['go']).ended).stderr).toMatch(
      /is not whole: .*cli\.js is missing\. Install it again\.\n$/,
    );
  });

  it.each(['SIGTERM', 'SIGHUP'] as const)('passes %s on and answers the exit code', async (signal) => {
    provide('24.21.0');
    const { child, ended, printed } = start('old', ['wait']);
    await printed('rest');
    child.kill(signal);
    expect(await ended).toMatchObject({ code: 6 });
    await printed(signal);
  });

  it('leaves Ctrl-C to the process group', async () => {
    provide('24.21.0');
    const { child, ended, printed } = start('old', ['wait']);
    await printed('rest');
    child.kill('SIGINT');
    child.kill('SIGTERM');
    const { code, stdout } = await ended;
    expect(code).toBe(6);
    expect(stdout).not.toContain('SIGINT');
  });

  it('goes on after the terminal, npx and its shell went away, when the program does', async () => {
    put('apps/cli/dist/cli.js', `process.on('SIGHUP', () => console.log('SIGHUP')); ${outlivesItsParent}`);
    const { stdout } = await withoutTerminal();
    expect(stdout).toBe('ready\nSIGHUP\norphaned\n');
  });

  it('ends with the terminal when the program does not listen', async () => {
    put('apps/cli/dist/cli.js', outlivesItsParent);
    const { stdout } = await withoutTerminal();
    expect(stdout).toBe('ready\n');
  });

  it('ends with the shell that npx put between', async () => {
    const launcher = join(root, 'apps/cli/bin/videoexpress.js');
    // A second command keeps every shell from becoming the first one.
    const shell = spawn('sh', ['-c', `"${process.execPath}" "${launcher}" wait; true`], {
      env: { ...process.env, npm_command: 'exec' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(shell);
    let stdout = '';
    shell.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    const closed = once(shell.stdout, 'close');
    while (!stdout.includes('rest')) await once(shell.stdout, 'data');
    shell.kill('SIGTERM');
    await closed;
    expect(stdout).toContain('SIGTERM');
  });
});
