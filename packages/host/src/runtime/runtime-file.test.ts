import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readRuntimeFile, removeRuntimeFile, writeRuntimeFile, type RuntimeInfo } from './runtime-file.ts';

let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'videoexpress-runtime-'));
  path = join(folder, 'runtime.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const info: RuntimeInfo = {
  pid: 4321,
  port: 8000,
  url: 'http://localhost:8000',
  version: '0.1.0',
  bootId: 'boot-1',
  startedAt: '2026-11-22T10:00:00.000Z',
  solo: false,
};

describe('the runtime file', () => {
  it('is read as it was written, mode 0600, with nothing left beside it', () => {
    writeRuntimeFile(path, info);
    expect(readRuntimeFile(path)).toEqual(info);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['runtime.json']);
  });

  it('is never seen half written: every read during a hundred rewrites is whole', async () => {
    writeRuntimeFile(path, info);
    const { Worker } = await import('node:worker_threads');
    const rewriting = new Worker(
      `const { writeRuntimeFile } = await import(process.getBuiltinModule('worker_threads').workerData.module);
       const { path, info } = process.getBuiltinModule('worker_threads').workerData;
       for (let i = 0; i < 100; i += 1) writeRuntimeFile(path, { ...info, bootId: 'boot-' + 'x'.repeat(i * 50) });`,
      { eval: true, workerData: { module: new URL('./runtime-file.ts', import.meta.url).href, path, info } },
    );
    const ended = new Promise((resolve, reject) => {
      rewriting.once('exit', resolve);
      rewriting.once('error', reject);
    });
    let over = false;
    void ended.then(() => (over = true));
    let reads = 0;
    while (!over) {
      expect(readRuntimeFile(path)?.pid).toBe(4321);
      reads += 1;
      await new Promise(setImmediate);
    }
    expect(await ended).toBe(0);
    expect(reads).toBeGreaterThan(0);
  });

  it('is removed only by the boot that wrote it', () => {
    writeRuntimeFile(path, { ...info, bootId: 'boot-2' });
    expect(removeRuntimeFile(path, 'boot-1')).toBe(false);
    expect(readRuntimeFile(path)?.bootId).toBe('boot-2');
    expect(removeRuntimeFile(path, 'boot-2')).toBe(true);
    expect(readRuntimeFile(path)).toBeNull();
    expect(removeRuntimeFile(path, 'boot-2')).toBe(false);
  });

  it.each(['', '{', '{"pid": 1}', `{"pid":"1","port":8000}`, 'null'])('is no runtime file when it holds %j', (text) => {
    writeFileSync(path, text);
    expect(readRuntimeFile(path)).toBeNull();
  });
});
