import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { outsideSecrets } from './outside-secrets.ts';
import { inspectVault } from './inspect-vault.ts';
import { createSealer } from './sealer.ts';
import type { SecretPaths } from './secret-files.ts';
import { openSecretVault } from './secret-vault.ts';
import { createStudioKey } from './studio-key.ts';
import { MemoryKeychain } from './testing/memory-keychain.ts';

const token = 'ya29.a-token-that-nobody-may-see';
const text = JSON.stringify({ access: token, refresh: null, kind: 'google' });

let folder = '';
let paths: SecretPaths;
let keychain: MemoryKeychain;
let seen: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'videoexpress-sealer-'));
  paths = {
    secretsFile: join(folder, 'secrets.json'),
    secretsKeyFile: join(folder, 'secrets.key'),
    studioIdFile: join(folder, 'studio-id'),
  };
  keychain = new MemoryKeychain();
  seen = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The next start of the daemon. */
function open() {
  const vault = openSecretVault({
    paths,
    keychain: (service) => keychain.of(service),
    onValue: (value) => seen.push(value),
    log: { warn: () => undefined },
  });
  const key = createStudioKey(vault);
  return { key, sealer: createSealer({ key, onValue: (value) => seen.push(value) }) };
}

describe.each(['keychain', 'file'] as const)('the sealer, with its key in the %s', (where) => {
  beforeEach(() => {
    if (where === 'file') keychain.away = { detail: 'There is no desktop session here, so no keychain.', fix: null };
  });

  it('seals with a key that it makes once, and opens at the next start', async () => {
    const { sealer } = open();
    expect(await sealer.keyId()).toBeNull();
    expect(inspectVault(paths)).toMatchObject({ value: { names: [] } });
    const [one, two] = await Promise.all([sealer.seal('connection', text), sealer.seal('session', text)]);
    if (!one.ok || !two.ok) throw new Error('Not sealed');
    expect(Buffer.from(one.value, 'base64').includes(token)).toBe(false);

    const next = open().sealer;
    expect(await next.keyId()).toBe(await sealer.keyId());
    expect(await next.unseal('connection', one.value)).toBe(text);
    expect(await next.unseal('session', two.value)).toBe(text);
    expect(inspectVault(paths)).toMatchObject({ value: { names: ['STUDIO_KEY'] } });
  });

  it('opens nothing for another purpose, and nothing that was changed', async () => {
    const { sealer } = open();
    const sealed = await sealer.seal('connection', text);
    if (!sealed.ok) throw new Error('Not sealed');
    expect(await sealer.unseal('session', sealed.value)).toBeNull();
    expect(await sealer.unseal('connection', `${sealed.value.slice(0, -8)}AAAAAAA=`)).toBeNull();
  });

  it('tells of the key and of each token, and of nothing that is no secret', async () => {
    const { sealer } = open();
    const sealed = await sealer.seal('connection', text);
    if (!sealed.ok) throw new Error('Not sealed');
    expect(seen).toContain(token);
    expect(seen).not.toContain('google');
    seen = [];
    await open().sealer.unseal('connection', sealed.value);
    expect(seen).toContain(token);
    expect(seen.filter((value) => Buffer.from(value, 'base64').length === 32)).toHaveLength(1);
  });

  it('takes over a key that was made elsewhere', async () => {
    const { sealer, key } = open();
    const before = await sealer.seal('connection', text);
    if (!before.ok) throw new Error('Not sealed');
    await key.adopt(Buffer.alloc(32, 7));
    expect(await sealer.unseal('connection', before.value)).toBeNull();
    const sealed = await sealer.seal('connection', text);
    expect(sealed.ok && (await open().sealer.unseal('connection', sealed.value))).toBe(text);
  });
});

it('a key that is out of reach is not replaced: what it sealed would be lost', async () => {
  const first = open().sealer;
  const sealed = await first.seal('connection', text);
  const id = await first.keyId();
  if (!sealed.ok) throw new Error('Not sealed');
  keychain.away = { detail: 'It is locked.', fix: 'Unlock it.' };
  const { sealer } = open();
  expect(await sealer.seal('connection', text)).toMatchObject({ error: { code: 'secret_store_unusable' } });
  expect(await sealer.unseal('connection', sealed.value)).toBeNull();
  keychain.away = null;
  expect(await open().sealer.keyId()).toBe(id);
  expect(await open().sealer.unseal('connection', sealed.value)).toBe(text);
});

it('the environment cannot set it', () => {
  const source = 'environment' as const;
  const RUNPOD_API_KEY = { value: 'rpa_0123456789abcdefghij', source };
  const variables = { RUNPOD_API_KEY, STUDIO_KEY: { value: 'c2V0IGZyb20gb3V0c2lkZQ==', source } };
  expect(outsideSecrets({ variables })).toEqual({ RUNPOD_API_KEY });
});
