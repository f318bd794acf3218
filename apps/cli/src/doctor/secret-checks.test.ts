import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createKnownSecrets, ensureFolders, exitCodes, openSecretVault } from '@videoexpress/host';
import { err } from '@videoexpress/job-schema';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startFakeDaemon } from '../testing/fake-daemon.ts';
import { createTestCli, type TestCli } from '../testing/test-cli.ts';

const key = 'rpa_0123456789abcdefWXYZ';

let cli: TestCli;
beforeEach(async () => {
  cli = createTestCli();
  ensureFolders(cli.folders);
  const away = err({ detail: 'There is none here.', fix: null });
  const none = { label: 'the keychain', open: async () => away, set: async () => away, remove: async () => away };
  const vault = openSecretVault({
    paths: cli.folders,
    keychain: () => none,
    onValue: createKnownSecrets().add,
    log: { warn: () => undefined },
  });
  await vault.put('RUNPOD_API_KEY', key);
});
afterEach(() => cli.dispose());

async function doctor() {
  const { code, out, err: noted } = await cli.run('doctor', '--json');
  expect(out + noted).not.toContain(key);
  const { checks } = JSON.parse(out) as {
    checks: { id: string; status: string; detail: string; fix: string | null }[];
  };
  return { code, of: (id: string) => checks.find((check) => check.id === id) };
}

describe('what doctor says of the key store', () => {
  it('is how many keys are kept while the studio does not run', async () => {
    const { of } = await doctor();
    expect(of('secret_store')).toMatchObject({ status: 'pass', detail: expect.stringContaining('1 kept') });
  });

  it('is where they are kept and why, by the word of the running studio, in one line', async () => {
    const daemon = await startFakeDaemon(cli.folders);
    const detail = 'Keys are kept encrypted in a file, with its key beside it. There is none here.';
    daemon.services = [{ id: 'secrets', label: 'Keys', status: 'ok', latencyMs: null, detail, fix: null }];
    const { of } = await doctor();
    expect(of('secret_store')).toMatchObject({ status: 'pass', detail });
    expect(of('service_secrets')).toBeUndefined();
    daemon.services = [
      { id: 'secrets', label: 'Keys', status: 'degraded', latencyMs: null, detail, fix: 'Unlock it.' },
    ];
    expect((await doctor()).of('secret_store')).toMatchObject({ status: 'fail', fix: 'Unlock it.' });
    await daemon.close();
  });

  it.each([
    ['a key file that others can read', () => chmodSync(cli.folders.secretsKeyFile, 0o644), 'chmod 600'],
    ['a key file that is cut short', () => writeFileSync(cli.folders.secretsKeyFile, 'short'), 'whole copy'],
    ['a key file that is gone', () => rmSync(cli.folders.secretsKeyFile), 'Put it back'],
    ['a damaged store', () => writeFileSync(cli.folders.secretsFile, '{"version":1'), 'enter the keys again'],
    [
      'a value under another name',
      () => {
        const text = readFileSync(cli.folders.secretsFile, 'utf8');
        writeFileSync(cli.folders.secretsFile, text.replace('RUNPOD_API_KEY', 'OPENAI_API_KEY'));
      },
      'secrets set OPENAI_API_KEY',
    ],
  ])('is a failure with its fix for %s', async (_, harm, fix) => {
    harm();
    const { code, of } = await doctor();
    expect(code).toBe(exitCodes.doctorFailed);
    expect(of('secret_store')).toMatchObject({ status: 'fail', fix: expect.stringContaining(fix) });
  });

  it('is a failure of the file modes for a store that others can read', async () => {
    chmodSync(cli.folders.secretsFile, 0o644);
    expect((await doctor()).of('file_modes')).toMatchObject({
      status: 'fail',
      fix: expect.stringContaining('secrets.json'),
    });
  });
});
