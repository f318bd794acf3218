import { describe, expect, it } from 'vitest';
import { resolveFolders, type FolderSources } from './folders.ts';

function paths(sources: FolderSources, dataDir: string | null = null): readonly [string, string, string, string] {
  const folders = resolveFolders(sources, dataDir);
  if (!folders.ok) throw new Error(folders.error.detail);
  return [folders.value.data, folders.value.state, folders.value.config, folders.value.cache];
}

describe('where a studio lies', () => {
  it('follows XDG on Linux, from the home folder', () => {
    expect(paths({ env: {}, platform: 'linux', homeDir: '/home/ada' })).toEqual([
      '/home/ada/.local/share/videoexpress',
      '/home/ada/.local/state/videoexpress',
      '/home/ada/.config/videoexpress',
      '/home/ada/.cache/videoexpress',
    ]);
  });

  it('takes absolute XDG folders and ignores relative ones, as the specification says', () => {
    const env = {
      XDG_DATA_HOME: '/big/data',
      XDG_STATE_HOME: 'relative',
      XDG_CONFIG_HOME: '/etc/ada',
      XDG_CACHE_HOME: '/big',
    };
    expect(paths({ env, platform: 'linux', homeDir: '/home/ada' })).toEqual([
      '/big/data/videoexpress',
      '/home/ada/.local/state/videoexpress',
      '/etc/ada/videoexpress',
      '/big/videoexpress',
    ]);
  });

  it('uses Application Support on a Mac', () => {
    expect(paths({ env: { XDG_DATA_HOME: '/x' }, platform: 'darwin', homeDir: '/Users/ada' })).toEqual([
      '/Users/ada/Library/Application Support/videoexpress/data',
      '/Users/ada/Library/Application Support/videoexpress/state',
      '/Users/ada/Library/Application Support/videoexpress/config',
      '/Users/ada/Library/Caches/videoexpress',
    ]);
  });

  it('uses the application data folders on Windows, with its separators', () => {
    const env = { LOCALAPPDATA: 'D:\\Local', APPDATA: 'D:\\Roaming' };
    expect(paths({ env, platform: 'win32', homeDir: 'C:\\Users\\ada' })).toEqual([
      'D:\\Local\\videoexpress\\data',
      'D:\\Local\\videoexpress\\state',
      'D:\\Roaming\\videoexpress\\config',
      'D:\\Local\\videoexpress\\cache',
    ]);
    expect(paths({ env: {}, platform: 'win32', homeDir: 'C:\\Users\\ada' })[0]).toBe(
      'C:\\Users\\ada\\AppData\\Local\\videoexpress\\data',
    );
  });

  it('puts everything under VIDEOEXPRESS_HOME, and under the named folder before that', () => {
    const sources: FolderSources = {
      env: { VIDEOEXPRESS_HOME: '/srv/studio/' },
      platform: 'linux',
      homeDir: '/home/ada',
    };
    expect(paths(sources)).toEqual([
      '/srv/studio/data',
      '/srv/studio/state',
      '/srv/studio/config',
      '/srv/studio/cache',
    ]);
    expect(paths(sources, '/tmp/try')).toEqual([
      '/tmp/try/data',
      '/tmp/try/state',
      '/tmp/try/config',
      '/tmp/try/cache',
    ]);
  });

  it('understands a home folder written as ~', () => {
    const sources: FolderSources = { env: { VIDEOEXPRESS_HOME: '~/studio' }, platform: 'linux', homeDir: '/home/ada' };
    expect(paths(sources)[0]).toBe('/home/ada/studio/data');
  });

  it('refuses a relative folder and a user without a home, naming the setting', () => {
    expect(
      resolveFolders({ env: { VIDEOEXPRESS_HOME: 'here' }, platform: 'linux', homeDir: '/home/ada' }),
    ).toMatchObject({
      ok: false,
      error: { code: 'not_absolute', setting: 'VIDEOEXPRESS_HOME' },
    });
    expect(resolveFolders({ env: {}, platform: 'linux', homeDir: '' })).toMatchObject({
      ok: false,
      error: { code: 'home_missing', setting: 'HOME' },
    });
  });

  it('names every file inside', () => {
    const folders = resolveFolders({ env: {}, platform: 'linux', homeDir: '/h' }, '/r');
    expect(folders).toMatchObject({
      ok: true,
      value: {
        root: '/r',
        databaseFile: '/r/data/videoexpress.db',
        media: '/r/data/media',
        runtimeFile: '/r/state/runtime.json',
        tokenFile: '/r/state/token',
        sessionKeyFile: '/r/state/session.key',
        workerTokenFile: '/r/state/worker-token',
        lockFile: '/r/state/daemon.lock',
        logs: '/r/state/logs',
        envFile: '/r/config/.env',
      },
    });
  });
});
