import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { oneAtATime } from './one-at-a-time.mjs';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'videoexpress-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('oneAtATime', () => {
  it('runs one piece of work after the other', async () => {
    const log: string[] = [];
    const work = (name: string) => async () => {
      log.push(`${name} begins`);
      await new Promise((resolve) => setImmediate(resolve));
      log.push(`${name} ends`);
    };
    await Promise.all([oneAtATime(work('a'), folder), oneAtATime(work('b'), folder)]);
    expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
    expect(existsSync(join(folder, 'set-up.lock'))).toBe(false);
  });

  it('lets go where the work fails', async () => {
    await expect(oneAtATime(() => Promise.reject(new Error('x')), folder)).rejects.toThrow('x');
    expect(await oneAtATime(async () => 'next', folder)).toBe('next');
  });

  it('takes over from a process that is gone', async () => {
    writeFileSync(join(folder, 'set-up.lock'), '999999999');
    expect(await oneAtATime(async () => 'done', folder)).toBe('done');
  });

  it('takes over from a process that was killed while it took the lock', async () => {
    writeFileSync(join(folder, 'set-up.lock'), '');
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(join(folder, 'set-up.lock'), longAgo, longAgo);
    expect(await oneAtATime(async () => 'done', folder)).toBe('done');
  });
});
