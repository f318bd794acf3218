import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reveal } from './reveal.ts';

/** Programs that write down how they were called, in a folder that is the whole PATH. */
describe('reveal', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'videoexpress-reveal-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function addProgram(name: string, exitCode = 0): Promise<void> {
    const path = join(folder, name);
    const lines = ['#!/bin/sh', `for each in "$@"; do echo "$each" >> "${path}.called"; done`];
    lines.push(`echo "secret:$RUNPOD_API_KEY" >> "${path}.called"`, `exit ${exitCode}`);
    await writeFile(path, `${lines.join('\n')}\n`);
    await chmod(path, 0o755);
  }
  const calledWith = async (name: string) =>
    (await readFile(join(folder, `${name}.called`), 'utf8')).split('\n').slice(0, -1);
  const desktop = () => ({ PATH: folder, DISPLAY: ':0', RUNPOD_API_KEY: 'hidden' });
  const file = { path: '/library/2026-11/a fox, $(rm -rf) "seen".mp4', kind: 'file' } as const;

  it('asks the file manager of a Linux desktop to select the file', async () => {
    await addProgram('dbus-send');
    expect((await reveal(file, { platform: 'linux', env: desktop() })).ok).toBe(true);
    const called = await calledWith('dbus-send');
    expect(called).toContain('array:string:file:///library/2026-11/a%20fox%2C%20$(rm%20-rf)%20%22seen%22.mp4');
    expect(called.at(-1)).toBe('secret:');
  });

  it('opens the folder where that is not possible', async () => {
    await addProgram('dbus-send', 1);
    await addProgram('xdg-open');
    expect((await reveal(file, { platform: 'linux', env: desktop() })).ok).toBe(true);
    expect(await calledWith('xdg-open')).toEqual(['/library/2026-11', 'secret:']);
    const logs = { path: '/state/logs', kind: 'folder' } as const;
    expect((await reveal(logs, { platform: 'linux', env: { PATH: folder, WAYLAND_DISPLAY: 'w' } })).ok).toBe(true);
    expect((await calledWith('xdg-open')).slice(2)).toEqual(['/state/logs', 'secret:']);
  });

  it('says where the file lies when there is no desktop, and when nothing can open it', async () => {
    const headless = await reveal(file, { platform: 'linux', env: { PATH: folder } });
    expect(headless).toEqual({
      ok: false,
      error: {
        code: 'cannot_reveal',
        detail: 'The daemon runs without a desktop. a fox, $(rm -rf) "seen".mp4 lies in /library/2026-11.',
      },
    });
    const without = await reveal({ path: '/data', kind: 'folder' }, { platform: 'linux', env: desktop() });
    expect(without).toMatchObject({
      error: { detail: 'The file manager could not be opened. The folder is /data.' },
    });
    await addProgram('xdg-open', 3);
    expect((await reveal(file, { platform: 'linux', env: desktop() })).ok).toBe(false);
  });

  it('uses what macOS and Windows have', async () => {
    await addProgram('open');
    await addProgram('explorer.exe', 1);
    expect((await reveal(file, { platform: 'darwin', env: desktop() })).ok).toBe(true);
    expect((await calledWith('open')).slice(0, 2)).toEqual(['-R', file.path]);
    expect((await reveal(file, { platform: 'win32', env: desktop() })).ok).toBe(true);
    expect((await calledWith('explorer.exe')).slice(0, 2)).toEqual(['/select,', file.path]);
  });
});
