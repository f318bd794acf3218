import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const source = new URL('./keep-compiled.ts', import.meta.url).href;

describe('what Node compiles of the program', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'videoexpress-compiled-'));
    await mkdir(path.join(folder, 'dist'));
    await writeFile(path.join(folder, 'dist', 'part.js'), `export const answer = () => 42;`);
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** A process of its own: once Node keeps what it compiles, it cannot be told to stop. */
  async function runFrom(program: string): Promise<string> {
    const at = (name: string) => JSON.stringify(pathToFileURL(path.join(folder, 'dist', name)).href);
    const script = `
      const { keepCompiled } = await import(${JSON.stringify(source)});
      keepCompiled(${at(program)});
      console.log((await import(${at('part.js')})).answer());`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
    return stdout.trim();
  }

  it('is kept beside the built program, and in no folder that others can write', async () => {
    expect(await runFrom('daemon.js')).toBe('42');
    const kept = await readdir(path.join(folder, '.compile-cache'), { recursive: true });
    expect(kept.length).toBeGreaterThan(1);
  });

  it('is not kept where the sources run as they are', async () => {
    expect(await runFrom('main.ts')).toBe('42');
    expect(await readdir(folder)).toEqual(['dist']);
  });

  it('is not missed where the program lies in a place that cannot be written', async () => {
    await writeFile(path.join(folder, '.compile-cache'), 'in the way');
    expect(await runFrom('daemon.js')).toBe('42');
  });
});
