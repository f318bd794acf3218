import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFolderSizes } from './folder-sizes.ts';
import { type Folders, resolveFolders } from './folders.ts';

let base = '';
let folders: Folders;
let nowMs = 0;
const monotonicMs = () => nowMs;

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'videoexpress-sizes-'));
  const resolved = resolveFolders({ env: {}, platform: process.platform, homeDir: base }, base);
  if (!resolved.ok) throw new Error(resolved.error.detail);
  folders = resolved.value;
  mkdirSync(join(folders.media, '2026-01'), { recursive: true });
  mkdirSync(folders.logs, { recursive: true });
  writeFileSync(join(folders.media, '2026-01', 'clip.mp4'), 'x'.repeat(1000));
  writeFileSync(join(folders.data, 'videoexpress.db'), 'x'.repeat(10));
  writeFileSync(join(folders.logs, 'daemon.log'), 'x'.repeat(5));
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

function bytesOf(sizes: ReturnType<typeof createFolderSizes>): Record<string, number | null> {
  return Object.fromEntries(sizes.read().map((folder) => [folder.id, folder.bytes]));
}

describe('the sizes of the folders', () => {
  it('are not known at first, and then whole, with what lies in folders within', async () => {
    const sizes = createFolderSizes(folders, { monotonicMs });
    expect(bytesOf(sizes)).toEqual({
      media: null,
      data: null,
      quarantine: null,
      logs: null,
      state: null,
      config: null,
    });
    await sizes.settled();
    expect(bytesOf(sizes)).toEqual({ media: 1000, data: 1010, quarantine: 0, logs: 5, state: 5, config: 0 });
  });

  it('are measured anew after a while, not at every look', async () => {
    const sizes = createFolderSizes(folders, { monotonicMs });
    sizes.read();
    await sizes.settled();
    writeFileSync(join(folders.logs, 'more.log'), 'x'.repeat(7));
    sizes.read();
    await sizes.settled();
    expect(bytesOf(sizes)['logs']).toBe(5);
    nowMs += 31_000;
    sizes.read();
    await sizes.settled();
    expect(bytesOf(sizes)['logs']).toBe(12);
  });

  it('follow no link out of the studio', async () => {
    symlinkSync(tmpdir(), join(folders.media, 'elsewhere'));
    const sizes = createFolderSizes(folders, { monotonicMs });
    sizes.read();
    await sizes.settled();
    expect(bytesOf(sizes)['media']).toBeLessThan(2000);
  });

  it('stay unknown where there are more files than a walk is worth', async () => {
    const sizes = createFolderSizes(folders, { monotonicMs, mostEntries: 1 });
    sizes.read();
    await sizes.settled();
    expect(bytesOf(sizes)['media']).toBeNull();
  });
});
