import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensureFolders } from '../folders/ensure-folders.ts';
import { resolveFolders, type Folders } from '../folders/folders.ts';
import { findWideModes } from './file-modes.ts';

let base = '';
let folders: Folders;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'videoexpress-modes-'));
  const resolved = resolveFolders({ env: {}, platform: process.platform, homeDir: base }, join(base, 'studio'));
  if (!resolved.ok) throw new Error(resolved.error.detail);
  folders = resolved.value;
  ensureFolders(folders);
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

describe('file modes', () => {
  it('finds nothing in folders as they are made', async () => {
    writeFileSync(folders.tokenFile, 'x', { mode: 0o600 });
    expect(await findWideModes(folders)).toEqual([]);
  });

  it('finds a file and a folder that others can open, and what was named besides', async () => {
    const clip = join(folders.media, 'clip.mp4');
    const envFile = join(base, '.env');
    for (const path of [clip, envFile]) {
      writeFileSync(path, 'x');
      chmodSync(path, 0o644);
    }
    chmodSync(folders.media, 0o755);
    const wide = await findWideModes(folders, [envFile]);
    expect(wide.toSorted((a, b) => a.path.localeCompare(b.path))).toEqual(
      [
        { path: clip, mode: '644', allowed: '600' },
        { path: envFile, mode: '644', allowed: '600' },
        { path: folders.media, mode: '755', allowed: '700' },
      ].toSorted((a, b) => a.path.localeCompare(b.path)),
    );
  });

  it('does not follow links out of the folders', async () => {
    symlinkSync(tmpdir(), join(folders.media, 'link'));
    expect(await findWideModes(folders)).toEqual([]);
  });

  it('says nothing on Windows, whose files have no modes', async () => {
    chmodSync(folders.media, 0o777);
    expect(await findWideModes(folders, [], 'win32')).toEqual([]);
  });
});
