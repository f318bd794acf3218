import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inspectVault } from './inspect-vault.ts';
import type { SecretPaths } from './secret-files.ts';
import { openSecretVault } from './secret-vault.ts';
import { MemoryKeychain } from './testing/memory-keychain.ts';

const noBus = { detail: 'There is no desktop session here, so no keychain.', fix: null };
const value = 'rpa_0123456789abcdefghij';

let folder = '';
let paths: SecretPaths;
let keychain: MemoryKeychain;
let seen: string[];
let warned: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'videoexpress-vault-'));
  paths = pathsIn(folder);
  keychain = new MemoryKeychain();
  seen = [];
  warned = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function pathsIn(state: string): SecretPaths {
  return {
    secretsFile: join(state, 'secrets.json'),
    secretsKeyFile: join(state, 'secrets.key'),
    studioIdFile: join(state, 'studio-id'),
  };
}

/** The next start of the daemon. */
function open(at: SecretPaths = paths) {
  return openSecretVault({
    paths: at,
    keychain: (service) => keychain.of(service),
    onValue: (each) => seen.push(each),
    log: { warn: (_fields, message) => warned.push(message) },
  });
}

const file = () => readFileSync(paths.secretsFile, 'utf8');

describe('without a keychain', () => {
  beforeEach(() => {
    keychain.away = noBus;
  });

  it('a value is sealed in a file of mode 0600 beside its key, and there at the next start', async () => {
    const vault = open();
    expect(await vault.describe()).toMatchObject({ backend: 'file', status: 'ok' });
    expect(await vault.read('RUNPOD_API_KEY')).toBeNull();
    const umaskBefore = process.umask(0);
    expect(await vault.put('RUNPOD_API_KEY', value)).toEqual({ ok: true, value: null });
    process.umask(umaskBefore);
    for (const path of [paths.secretsFile, paths.secretsKeyFile]) expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(paths.secretsKeyFile).size).toBe(32);
    expect(file()).not.toContain(value);
    expect(await open().read('RUNPOD_API_KEY')).toEqual({ kept: 'file', value, problem: null });
    expect(seen).toContain(value);
  });

  it('a value is replaced, and removed for good', async () => {
    const vault = open();
    await vault.put('RUNPOD_API_KEY', value);
    await vault.put('RUNPOD_API_KEY', 'another-value');
    expect((await vault.read('RUNPOD_API_KEY'))?.value).toBe('another-value');
    await vault.remove('RUNPOD_API_KEY');
    await vault.remove('RUNPOD_API_KEY');
    expect(await vault.read('RUNPOD_API_KEY')).toBeNull();
    expect(JSON.parse(file())).toEqual({ version: 1, secrets: {} });
    expect(await open().read('RUNPOD_API_KEY')).toBeNull();
  });

  it('a key that others can read opens nothing, is left as it is, and is said to be wrong', async () => {
    await open().put('RUNPOD_API_KEY', value);
    chmodSync(paths.secretsKeyFile, 0o640);
    const vault = open();
    expect(await vault.read('RUNPOD_API_KEY')).toMatchObject({ value: null });
    expect(await vault.describe()).toMatchObject({ status: 'down', fix: expect.stringContaining('chmod 600') });
    expect(await vault.put('OPENAI_API_KEY', value)).toMatchObject({ error: { code: 'secret_store_unusable' } });
    expect(statSync(paths.secretsKeyFile).mode & 0o777).toBe(0o640);
    expect(inspectVault(paths)).toMatchObject({ error: { code: 'readable_by_others' } });
    chmodSync(paths.secretsKeyFile, 0o600);
    expect((await open().read('RUNPOD_API_KEY'))?.value).toBe(value);
  });

  it.each([
    ['', 'damaged'],
    ['{"version": 1, "secrets": {"RUNPOD', 'damaged'],
    ['{"version":1,"secrets":{"RUNPOD_API_KEY":{"in":"nowhere"}}}', 'damaged'],
    ['{"version":2,"secrets":{}}', 'newer'],
  ])('a file with %j is reported, and never replaced', async (text, code) => {
    writeFileSync(paths.secretsFile, text, { mode: 0o600 });
    const vault = open();
    expect(await vault.describe()).toMatchObject({ status: 'down', detail: expect.stringContaining('secrets.json') });
    expect(await vault.put('RUNPOD_API_KEY', value)).toMatchObject({ error: { code: 'secret_store_unusable' } });
    expect(await vault.remove('RUNPOD_API_KEY')).toMatchObject({ error: { code: 'secret_store_unusable' } });
    expect(file()).toBe(text);
    expect(inspectVault(paths)).toMatchObject({ error: { code } });
  });

  it('a value moved under another name, or damaged, is refused alone, and can be set again', async () => {
    const vault = open();
    await vault.put('RUNPOD_API_KEY', value);
    await vault.put('OPENAI_API_KEY', 'openai-value');
    writeFileSync(paths.secretsFile, file().replace('"RUNPOD_API_KEY"', '"GEMINI_API_KEY"'));
    const next = open();
    expect(await next.read('GEMINI_API_KEY')).toMatchObject({
      value: null,
      problem: expect.stringContaining('damaged'),
    });
    expect((await next.read('OPENAI_API_KEY'))?.value).toBe('openai-value');
    expect(await next.describe()).toMatchObject({
      status: 'degraded',
      detail: expect.stringContaining('GEMINI_API_KEY'),
    });
    expect(inspectVault(paths)).toMatchObject({ value: { damaged: ['GEMINI_API_KEY'] } });
    expect((await next.put('GEMINI_API_KEY', value)).ok).toBe(true);
    expect(await next.describe()).toMatchObject({ status: 'ok' });
  });

  it('with the key gone no new one is made over sealed values; once they are removed, one is', async () => {
    await open().put('RUNPOD_API_KEY', value);
    rmSync(paths.secretsKeyFile);
    const vault = open();
    expect(await vault.describe()).toMatchObject({ status: 'down', detail: expect.stringContaining('secrets.key') });
    expect(await vault.put('OPENAI_API_KEY', 'openai-value')).toMatchObject({ ok: false });
    expect(existsSync(paths.secretsKeyFile)).toBe(false);
    await vault.remove('RUNPOD_API_KEY');
    expect((await vault.put('OPENAI_API_KEY', 'openai-value')).ok).toBe(true);
    expect((await open().read('OPENAI_API_KEY'))?.value).toBe('openai-value');
  });

  it('names that only a newer version knows stay, and what a kill left of a write goes', async () => {
    await open().put('RUNPOD_API_KEY', value);
    const entries = JSON.parse(file());
    entries.secrets.NEWER_API_KEY = entries.secrets.RUNPOD_API_KEY;
    writeFileSync(paths.secretsFile, JSON.stringify(entries));
    writeFileSync(`${paths.secretsFile}.0a1b2c3d.new`, 'half');
    await open().put('OPENAI_API_KEY', 'openai-value');
    expect(Object.keys(JSON.parse(file()).secrets)).toContain('NEWER_API_KEY');
    expect(readdirSync(folder).toSorted()).toEqual(['secrets.json', 'secrets.key', 'studio-id']);
  });

  it('a place that cannot be written refuses the change and keeps what was there', async () => {
    await open().put('RUNPOD_API_KEY', value);
    const nowhere = { ...paths, secretsFile: join(folder, 'missing', 'secrets.json') };
    expect(await open(nowhere).put('RUNPOD_API_KEY', 'x')).toMatchObject({ ok: false });
    expect((await open().read('RUNPOD_API_KEY'))?.value).toBe(value);
  });
});

describe('with a keychain', () => {
  it('values go there, and the file only says so', async () => {
    const vault = open();
    expect(await vault.describe()).toMatchObject({ backend: 'keychain', status: 'ok' });
    await vault.put('RUNPOD_API_KEY', value);
    expect(keychain.values()).toEqual([value]);
    expect(existsSync(paths.secretsKeyFile)).toBe(false);
    expect(await open().read('RUNPOD_API_KEY')).toEqual({ kept: 'keychain', value, problem: null });
    await open().remove('RUNPOD_API_KEY');
    expect(keychain.values()).toEqual([]);
  });

  it('two studios share nothing', async () => {
    const other = mkdtempSync(join(tmpdir(), 'videoexpress-vault-'));
    await open().put('RUNPOD_API_KEY', value);
    expect(await open(pathsIn(other)).read('RUNPOD_API_KEY')).toBeNull();
    rmSync(other, { recursive: true });
  });

  it('what was sealed before it came is still found, and replaced in one place', async () => {
    keychain.away = noBus;
    await open().put('RUNPOD_API_KEY', value);
    keychain.away = null;
    const vault = open();
    expect(await vault.read('RUNPOD_API_KEY')).toMatchObject({ kept: 'file', value });
    await vault.put('RUNPOD_API_KEY', 'new-value');
    expect(await vault.read('RUNPOD_API_KEY')).toMatchObject({ kept: 'keychain', value: 'new-value' });
    expect(JSON.parse(file()).secrets).toEqual({ RUNPOD_API_KEY: { in: 'keychain' } });
  });

  it('what it keeps is said to be out of reach while it is away, and is back with it', async () => {
    await open().put('RUNPOD_API_KEY', value);
    keychain.away = noBus;
    const vault = open();
    expect(await vault.read('RUNPOD_API_KEY')).toMatchObject({
      kept: 'keychain',
      value: null,
      problem: expect.stringContaining('cannot be used now'),
    });
    expect(await vault.describe()).toMatchObject({ backend: 'file', status: 'degraded' });
    keychain.away = null;
    expect((await open().read('RUNPOD_API_KEY'))?.value).toBe(value);
  });

  it('what was set or removed while it was away does not come back with it', async () => {
    const before = open();
    await before.put('RUNPOD_API_KEY', value);
    await before.put('OPENAI_API_KEY', 'openai-value');
    keychain.away = noBus;
    const during = open();
    await during.put('RUNPOD_API_KEY', 'newer-value');
    await during.remove('OPENAI_API_KEY');
    expect(await during.read('OPENAI_API_KEY')).toBeNull();
    expect(await open().read('OPENAI_API_KEY')).toBeNull();
    keychain.away = null;
    const after = open();
    expect(await after.read('RUNPOD_API_KEY')).toMatchObject({ kept: 'file', value: 'newer-value' });
    expect(await after.read('OPENAI_API_KEY')).toBeNull();
    expect(keychain.values()).toEqual([]);
  });

  it('one that refuses refuses the change, and nothing changed', async () => {
    const vault = open();
    await vault.put('RUNPOD_API_KEY', value);
    keychain.away = { detail: 'It is locked.', fix: 'Unlock it.' };
    expect(await vault.put('RUNPOD_API_KEY', 'newer')).toMatchObject({
      error: { code: 'secret_store_unusable', detail: 'It is locked. Unlock it.' },
    });
    expect((await vault.read('RUNPOD_API_KEY'))?.value).toBe(value);
    expect(await vault.remove('RUNPOD_API_KEY')).toEqual({ ok: true, value: null });
    expect(warned).toHaveLength(1);
    keychain.away = null;
    expect(await open().read('RUNPOD_API_KEY')).toBeNull();
    expect(keychain.values()).toEqual([]);
  });

  it('an entry that someone took out of it is missed, not made up', async () => {
    await open().put('RUNPOD_API_KEY', value);
    keychain.entries.clear();
    const vault = open();
    expect(await vault.read('RUNPOD_API_KEY')).toMatchObject({
      value: null,
      problem: expect.stringContaining('no longer'),
    });
  });

  it('a value whose note was cut off by a kill is noted at the next start', async () => {
    await open().put('RUNPOD_API_KEY', value);
    rmSync(paths.secretsFile);
    expect(await open().read('RUNPOD_API_KEY')).toMatchObject({ kept: 'keychain', value });
    expect(inspectVault(paths)).toMatchObject({ value: { names: ['RUNPOD_API_KEY'], inKeychain: ['RUNPOD_API_KEY'] } });
  });

  it('with a damaged file it is left alone: what it has could be what a person removed', async () => {
    await open().put('RUNPOD_API_KEY', value);
    writeFileSync(paths.secretsFile, 'damaged');
    expect(await open().read('RUNPOD_API_KEY')).toBeNull();
    expect(keychain.values()).toEqual([value]);
  });
});
