import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createChildren } from '../children/children.ts';
import { createKeychain } from './keychain.ts';

const entry = fileURLToPath(new URL('./testing/broken-keychain-child.ts', import.meta.url));
const bus = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere' };

function brokenKeychain(env: Readonly<Record<string, string>>) {
  const children = createChildren({
    execPath: process.execPath,
    execArgv: ['--conditions=source'],
    entry,
    env: { PATH: process.env['PATH'] },
  });
  return { children, keychain: createKeychain({ children, env, platform: 'linux', service: 'test', limitMs: 3000 }) };
}

describe('a keychain', () => {
  it('without a session bus is not asked at all', async () => {
    const { children, keychain } = brokenKeychain({});
    const opening = keychain.open(['RUNPOD_API_KEY']);
    expect(children.count()).toBe(0);
    expect(await opening).toMatchObject({ error: { detail: expect.stringContaining('no desktop session') } });
  });

  it('that never answers is given up', async () => {
    const { children, keychain } = brokenKeychain(bus);
    expect(await keychain.open([])).toMatchObject({ error: { detail: expect.stringContaining('within 3 s') } });
    expect(children.count()).toBe(0);
  });

  it('that crashes or is locked takes nothing along, and says what to do', async () => {
    const { keychain } = brokenKeychain(bus);
    expect(await keychain.set('RUNPOD_API_KEY', 'value')).toMatchObject({
      error: { detail: expect.stringContaining('ended unexpectedly') },
    });
    expect(await keychain.remove(['RUNPOD_API_KEY'])).toMatchObject({
      error: { detail: expect.stringContaining('locked'), fix: expect.stringContaining('Unlock it') },
    });
  });
});
