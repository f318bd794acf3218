import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exitCodes } from '../runtime/exit-codes.ts';
import { describeFolderError, ensureFolders, folderErrorExitCode, type FolderError } from './ensure-folders.ts';
import { resolveFolders, type Folders } from './folders.ts';

let base = '';
let umaskBefore = 0;

beforeEach(() => {
  umaskBefore = process.umask(0o022);
  base = mkdtempSync(join(tmpdir(), 'videoexpress-folders-'));
});
afterEach(() => {
  process.umask(umaskBefore);
  rmSync(base, { recursive: true, force: true });
});

function foldersIn(root: string): Folders {
  const folders = resolveFolders({ env: {}, platform: process.platform, homeDir: base }, root);
  if (!folders.ok) throw new Error(folders.error.detail);
  return folders.value;
}

function errorOf(result: ReturnType<typeof ensureFolders>): FolderError {
  if (result.ok) throw new Error('expected an error');
  return result.error;
}

describe('making the folders', () => {
  it('makes all of them 0700 whatever the umask was, and leaves no probe behind', () => {
    const folders = foldersIn(join(base, 'studio'));
    expect(ensureFolders(folders)).toEqual({ ok: true, value: undefined });
    for (const path of [folders.data, folders.state, folders.config, folders.media, folders.uploads, folders.logs]) {
      expect([path, statSync(path).mode & 0o777]).toEqual([path, 0o700]);
    }
    expect(readdirSync(folders.state)).toEqual(['logs']);
    expect(process.umask(0o077)).toBe(0o077);
  });

  it('is content with what is there', () => {
    const folders = foldersIn(join(base, 'studio'));
    ensureFolders(folders);
    expect(ensureFolders(folders).ok).toBe(true);
  });

  it('says when a file is in the way', () => {
    const root = join(base, 'studio');
    mkdirSync(root);
    writeFileSync(join(root, 'data'), 'a file');
    const result = ensureFolders(foldersIn(root));
    expect(result).toMatchObject({ ok: false, error: { code: 'not_a_folder' } });
    const error = errorOf(result);
    expect(folderErrorExitCode(error)).toBe(exitCodes.configurationInvalid);
    expect(describeFolderError(error)).toContain('--data-dir');
  });

  it('says when nothing can be written there', () => {
    // A file system that takes no folders from anyone, root included.
    const result = ensureFolders(
      foldersIn(process.platform === 'linux' ? '/sys/videoexpress' : '/System/videoexpress'),
    );
    expect(result).toMatchObject({ ok: false, error: { code: 'read_only' } });
    expect(folderErrorExitCode(errorOf(result))).toBe(exitCodes.databaseUnusable);
  });
});
