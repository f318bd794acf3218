import { exitCodes } from '@videoexpress/host';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeDaemon, startFakeDaemon } from '../../testing/fake-daemon.ts';
import { fakeSettings } from '../../testing/fake-settings.ts';
import { createTestCli, type TestCli } from '../../testing/test-cli.ts';

let cli: TestCli;
let daemon: FakeDaemon | null = null;
beforeEach(() => {
  cli = createTestCli();
});
afterEach(async () => {
  await daemon?.close();
  daemon = null;
  cli.dispose();
});

describe('config', () => {
  it('get and set need a running daemon and start none; path does not', async () => {
    expect((await cli.run('config', 'get')).code).toBe(exitCodes.notRunning);
    const set = await cli.run('config', 'set', 'trashDays', '3', '--json');
    expect([set.code, JSON.parse(set.out)]).toMatchObject([3, { error: { code: 'not_running' } }]);
    const path = await cli.run('config', 'path', '--json');
    expect(JSON.parse(path.out)).toEqual({ database: cli.folders.databaseFile, env: cli.folders.envFile });
  });

  it('get shows everything, a part, or one value alone', async () => {
    daemon = await startFakeDaemon(cli.folders);
    expect((await cli.run('config', 'get')).out).toMatch(/^engines\.sketch\.clips_at_once +1$/m);
    expect(JSON.parse((await cli.run('config', 'get', '--json')).out)).toEqual(fakeSettings);
    expect((await cli.run('config', 'get', 'trashDays')).out).toBe('7\n');
    expect(JSON.parse((await cli.run('config', 'get', 'notifications', '--json')).out)).toEqual({
      items: [
        { name: 'notifications.sound', value: false },
        { name: 'notifications.desktop', value: false },
      ],
    });
    const unknown = await cli.run('config', 'get', 'trashDay');
    expect([unknown.code, unknown.err]).toEqual([2, expect.stringContaining('Did you mean trashDays?')]);
  });

  it.each([
    ['trashDays', '30', { trashDays: 30 }, 'trashDays is 30.'],
    ['historyDays', '90', { historyDays: 90 }, 'historyDays is 90.'],
    ['historyDays', 'always', { historyDays: null }, 'historyDays is null.'],
    ['monthlyBudgetUsd', '20.5', { monthlyBudgetUsd: 20.5 }, 'monthlyBudgetUsd is 20.5.'],
    ['monthlyBudgetUsd', 'none', { monthlyBudgetUsd: null }, 'monthlyBudgetUsd is null.'],
    ['notifications.sound', 'on', { notifications: { sound: true, desktop: false } }, 'notifications.sound is true.'],
    [
      'objectStorage.bucket',
      'clips',
      { objectStorage: { bucket: 'clips', endpoint: '', publicBaseUrl: '' } },
      'objectStorage.bucket is clips.',
    ],
    ['theme', 'dark', { theme: 'dark' }, 'theme is dark.'],
    ['engines.sketch.clips_at_once', '2', { engines: { sketch: { clips_at_once: 2 } } }, 'is 2.'],
    ['shortcuts.queue.toggle', 'Shift+Q', { shortcuts: { 'queue.toggle': 'Shift+Q' } }, 'is Shift+Q.'],
    ['shortcuts.queue.toggle', 'none', { shortcuts: { 'queue.toggle': null } }, 'is null.'],
    ['shortcuts.queue.toggle', 'default', { shortcuts: {} }, 'as it was at first'],
  ])('set %s %s changes that and nothing else', async (name, value, changed, said) => {
    daemon = await startFakeDaemon(cli.folders);
    const set = await cli.run('config', 'set', name, value);
    expect([set.code, set.out]).toEqual([0, expect.stringContaining(said)]);
    expect(JSON.parse((await cli.run('config', 'get', '--json')).out)).toEqual({ ...fakeSettings, ...changed });
  });

  it('set says what is wrong with a name or a value, and passes on what the daemon refuses', async () => {
    daemon = await startFakeDaemon(cli.folders);
    for (const [name, value] of [
      ['trashDays', 'many'],
      ['notifications.sound', 'loud'],
      ['nothing', '1'],
    ] as const) {
      expect((await cli.run('config', 'set', name, value)).code).toBe(exitCodes.usage);
    }
    const errors = [{ path: 'trashDays', message: 'Must be at most 365.' }];
    daemon.refuse('PATCH /api/v1/settings', { status: 400, code: 'invalid_input', detail: 'Too long.', errors });
    const refused = await cli.run('config', 'set', 'trashDays', '4000', '--json');
    expect([refused.code, JSON.parse(refused.out)]).toMatchObject([2, { error: { code: 'invalid_input', errors } }]);
    expect((await cli.run('config', 'set', 'trashDays')).code).toBe(exitCodes.usage);
  });
});
