import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createChildren } from '../../children/children.ts';
import { createKeychain } from '../keychain.ts';
import { openSecretVault } from '../secret-vault.ts';

// Tries the real keychain of the session it is started in. The argument says what that is: `unlocked`, or `unusable`.
const children = createChildren({
  execPath: process.execPath,
  execArgv: ['--conditions=source'],
  entry: fileURLToPath(new URL('./keychain-child.ts', import.meta.url)),
  env: process.env,
});
const folders: string[] = [];

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'videoexpress-keychain-'));
  folders.push(folder);
  return folder;
}

/** A start of the daemon over this folder. */
function open(folder: string) {
  return openSecretVault({
    paths: {
      secretsFile: join(folder, 'secrets.json'),
      secretsKeyFile: join(folder, 'secrets.key'),
      studioIdFile: join(folder, 'studio-id'),
    },
    keychain: (service) =>
      createKeychain({ children, env: process.env, platform: process.platform, service, limitMs: 60_000 }),
    onValue: () => undefined,
    log: { warn: (fields, message) => assert.fail(`${message} ${JSON.stringify(fields)}`) },
  });
}

const value = 'rpa_a-real-one-of-the-keychain';

async function tryUnlocked(): Promise<void> {
  const folder = newFolder();
  const first = open(folder);
  assert.equal((await first.describe()).backend, 'keychain');
  assert.deepEqual(await first.put('RUNPOD_API_KEY', value), { ok: true, value: null });
  assert.equal(readFileSync(join(folder, 'secrets.json'), 'utf8').includes(value), false);
  assert.equal(existsSync(join(folder, 'secrets.key')), false);
  const second = open(folder);
  assert.deepEqual(await second.read('RUNPOD_API_KEY'), { kept: 'keychain', value, problem: null });
  assert.equal(await open(newFolder()).read('RUNPOD_API_KEY'), null, 'two studios share nothing');
  await second.put('RUNPOD_API_KEY', `${value}-new`);
  assert.equal((await open(folder).read('RUNPOD_API_KEY'))?.value, `${value}-new`);
  await second.remove('RUNPOD_API_KEY');
  assert.equal(await open(folder).read('RUNPOD_API_KEY'), null);
}

async function tryUnusable(): Promise<void> {
  const folder = newFolder();
  const vault = open(folder);
  const { backend, status, detail } = await vault.describe();
  assert.deepEqual([backend, status], ['file', 'ok'], detail);
  await vault.put('RUNPOD_API_KEY', value);
  assert.deepEqual(await open(folder).read('RUNPOD_API_KEY'), { kept: 'file', value, problem: null });
}

try {
  await (process.argv[2] === 'unlocked' ? tryUnlocked() : tryUnusable());
} finally {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}
