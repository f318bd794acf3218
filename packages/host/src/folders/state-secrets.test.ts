import { chmodSync, lstatSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  readOrCreateSessionKey,
  readOrCreateToken,
  readOrCreateWorkerToken,
  readToken,
  rotateWorkerToken,
} from './state-secrets.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'videoexpress-secrets-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the token', () => {
  it('is 32 random bytes in a file that only its owner reads, and stays the same', () => {
    const path = join(folder, 'token');
    const umaskBefore = process.umask(0);
    const first = readOrCreateToken(path);
    process.umask(umaskBefore);
    expect(first.ok && Buffer.from(first.value, 'base64url').length).toBe(32);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readOrCreateToken(path)).toEqual(first);
    expect(first.ok && readToken(path)).toBe(first.ok && first.value);
  });

  it('is made anew when the file is damaged', () => {
    const path = join(folder, 'token');
    writeFileSync(path, '', { mode: 0o600 });
    expect(readToken(path)).toBeNull();
    const made = readOrCreateToken(path);
    expect(made.ok && readFileSync(path, 'utf8')).toBe(made.ok && `${made.value}\n`);
  });

  it('is made anew when others could have read it', () => {
    const path = join(folder, 'token');
    const first = readOrCreateToken(path);
    chmodSync(path, 0o644);
    const second = readOrCreateToken(path);
    expect(first.ok && second.ok && first.value !== second.value).toBe(true);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('is made anew where a link stands in its place, and what that leads to stays as it is', () => {
    const path = join(folder, 'token');
    const elsewhere = join(folder, 'known-to-others');
    writeFileSync(elsewhere, `${'k'.repeat(43)}\n`, { mode: 0o600 });
    symlinkSync(elsewhere, path);
    const made = readOrCreateToken(path);
    expect(made.ok && made.value).not.toBe('k'.repeat(43));
    expect(lstatSync(path).isFile()).toBe(true);
    expect(readFileSync(elsewhere, 'utf8')).toBe(`${'k'.repeat(43)}\n`);
  });

  it('is not the session key', () => {
    const token = readOrCreateToken(join(folder, 'token'));
    const key = readOrCreateSessionKey(join(folder, 'session.key'));
    expect(token.ok && key.ok && token.value !== key.value).toBe(true);
  });

  it('says where it could not be written', () => {
    const path = join(folder, 'missing', 'token');
    expect(readOrCreateToken(path)).toMatchObject({ ok: false, error: { code: 'unwritable', path } });
  });
});

describe('the worker token', () => {
  it('is another one than that of the API, and is replaced whole when it is rotated', () => {
    const [api, worker] = [join(folder, 'token'), join(folder, 'worker-token')];
    const first = readOrCreateWorkerToken(worker);
    const other = readOrCreateToken(api);
    expect(first.ok && other.ok && first.value !== other.value).toBe(true);
    const second = rotateWorkerToken(worker);
    expect(second.ok && first.ok && second.value !== first.value).toBe(true);
    expect(readOrCreateWorkerToken(worker)).toEqual(second);
    expect(statSync(worker).mode & 0o777).toBe(0o600);
    expect(rotateWorkerToken(join(folder, 'missing', 'worker-token'))).toMatchObject({
      ok: false,
      error: { code: 'unwritable' },
    });
  });
});
