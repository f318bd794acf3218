import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeFakePython } from '../testing/fake-python.ts';
import { findPython } from './find-python.ts';

let home: string;
let bin: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'videoexpress-python-'));
  bin = join(home, 'bin');
  mkdirSync(bin);
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const find = (named: string | null = null, wantsVenv = true) =>
  findPython({ machine: { env: { PATH: bin }, platform: 'linux', homeDir: home }, cwd: home }, named, { wantsVenv });

describe('the Python for a worker', () => {
  it('is the first on PATH that will do', async () => {
    writeFakePython(bin, 'python3', { version: [3, 9, 2] });
    writeFakePython(bin, 'python3.11', { version: [3, 11, 9] });
    writeFakePython(bin, 'python3.12', { version: [3, 12, 1], makesVenv: false });
    expect(await find()).toMatchObject({
      ok: true,
      value: { path: join(bin, 'python3.11'), version: '3.11', tag: 'cpython-3.11.9-x86_64' },
    });
  });

  it('is missing, with what to install', async () => {
    expect(await find()).toMatchObject({
      ok: false,
      error: { code: 'python_missing', exitCode: 1, fix: expect.stringContaining('apt install python3 python3-venv') },
    });
  });

  it.each([
    [[3, 10, 4], true, 'it is Python 3.10, and 3.11 to 3.14 are needed', 'Python 3.11 to 3.14 will do'],
    [[3, 15, 0], true, 'it is Python 3.15, and 3.11 to 3.14 are needed', 'Python 3.11 to 3.14 will do'],
    [[3, 12, 0], false, 'it cannot make virtual environments', 'apt install python3-venv'],
  ])('is none that is %j, with venv: %s', async (version, makesVenv, words, way) => {
    writeFakePython(bin, 'python3', { version, makesVenv });
    const found = await find();
    expect(found).toMatchObject({ ok: false, error: { message: expect.stringContaining(words) } });
    expect(found.ok ? '' : found.error.fix).toContain(way);
  });

  it('is the one that was named, by path from here or by name, and needs no venv where nothing is installed', async () => {
    writeFakePython(bin, 'mine', { version: [3, 13, 0], makesVenv: false });
    expect(await find('bin/mine', false)).toMatchObject({ ok: true, value: { version: '3.13' } });
    expect(await find('mine', false)).toMatchObject({ ok: true });
    expect(await find('mine')).toMatchObject({ ok: false, error: { exitCode: 2, code: 'usage' } });
    expect(await find('other')).toMatchObject({
      ok: false,
      error: { exitCode: 2, message: '--python other is no Python that can be started.' },
    });
  });
});
