import { posix, win32 } from 'node:path';
import { err, ok, type Result } from '@videoexpress/job-schema';

/** Where everything of one studio lies. All paths are absolute. */
export interface Folders {
  /** The one folder above all three, where `--data-dir` or `VIDEOEXPRESS_HOME` named one. */
  readonly root: string | null;
  /** What must not be lost: the database and the library. */
  readonly data: string;
  /** What belongs to this machine and can be made or entered again: token, session key, secrets, lock, logs. */
  readonly state: string;
  /** What a person writes: a `.env`. */
  readonly config: string;
  /** What is large and can be fetched again: the Python of a worker of one's own. */
  readonly cache: string;
  readonly databaseFile: string;
  readonly media: string;
  readonly posters: string;
  /** Working files of the engines; what they finished lies here until it is collected. */
  readonly scratch: string;
  /** Files that an engine made and that are no valid video, kept to be looked at. */
  readonly quarantine: string;
  /** What a person uploaded. */
  readonly uploads: string;
  readonly runtimeFile: string;
  readonly tokenFile: string;
  readonly sessionKeyFile: string;
  /** What workers of one's own show. */
  readonly workerTokenFile: string;
  /** Which secrets are kept and where; those without a keychain lie in it, sealed. */
  readonly secretsFile: string;
  /** What they are sealed with. */
  readonly secretsKeyFile: string;
  /** This studio's name in the system's keychain. */
  readonly studioIdFile: string;
  readonly lockFile: string;
  readonly logs: string;
  /** What a detached daemon writes before its logger is there. */
  readonly bootLog: string;
  readonly envFile: string;
}

/** What folders are found from. */
export interface FolderSources {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** The person's home folder, `''` where there is none. */
  readonly homeDir: string;
}

export interface FolderPathError {
  readonly code: 'home_missing' | 'not_absolute';
  /** The setting at fault, as a person would name it. */
  readonly setting: string;
  readonly detail: string;
}

const folderName = 'videoexpress';

/**
 * Says where data, state, configuration and what can be fetched again lie, touching no disk.
 *
 * Linux and other Unix: the XDG base directory specification (a relative XDG path is ignored, as it demands). macOS:
 * `~/Library/Application Support`. Windows: `%LOCALAPPDATA%`, and `%APPDATA%` for configuration. `dataDir`, an absolute
 * path, or else `VIDEOEXPRESS_HOME`, puts all of them under one folder.
 */
export function resolveFolders(
  sources: FolderSources,
  dataDir: string | null = null,
): Result<Folders, FolderPathError> {
  const path = sources.platform === 'win32' ? win32 : posix;
  const named = dataDir ?? nonEmpty(sources.env['VIDEOEXPRESS_HOME']);
  if (named !== null) {
    const setting = dataDir === null ? 'VIDEOEXPRESS_HOME' : '--data-dir';
    const root = expandHome(named, sources.homeDir, path);
    if (!path.isAbsolute(root)) {
      return err({ code: 'not_absolute', setting, detail: `${setting} is "${named}". Give an absolute path.` });
    }
    const clean = path.resolve(root);
    return ok(
      layOut(path, clean, {
        data: path.join(clean, 'data'),
        state: path.join(clean, 'state'),
        config: path.join(clean, 'config'),
        cache: path.join(clean, 'cache'),
      }),
    );
  }
  const bases = platformBases(sources, path);
  if (bases === null) {
    return err({
      code: 'home_missing',
      setting: sources.platform === 'win32' ? 'USERPROFILE' : 'HOME',
      detail: 'This user has no home folder. Name a folder with --data-dir or VIDEOEXPRESS_HOME.',
    });
  }
  return ok(layOut(path, null, bases));
}

interface Bases {
  readonly data: string;
  readonly state: string;
  readonly config: string;
  readonly cache: string;
}

function platformBases({ env, platform, homeDir }: FolderSources, path: typeof posix): Bases | null {
  const absolute = (value: string | undefined): string | null =>
    value !== undefined && path.isAbsolute(value) ? value : null;
  const inHome = (...parts: string[]): string | null =>
    path.isAbsolute(homeDir) ? path.join(homeDir, ...parts) : null;
  if (platform === 'darwin') {
    const support = inHome('Library', 'Application Support', folderName);
    const cache = inHome('Library', 'Caches', folderName);
    if (support === null || cache === null) return null;
    return {
      cache,
      data: path.join(support, 'data'),
      state: path.join(support, 'state'),
      config: path.join(support, 'config'),
    };
  }
  if (platform === 'win32') {
    const local = absolute(env['LOCALAPPDATA']) ?? inHome('AppData', 'Local');
    const roaming = absolute(env['APPDATA']) ?? inHome('AppData', 'Roaming');
    if (local === null || roaming === null) return null;
    return {
      data: path.join(local, folderName, 'data'),
      state: path.join(local, folderName, 'state'),
      config: path.join(roaming, folderName, 'config'),
      cache: path.join(local, folderName, 'cache'),
    };
  }
  const data = absolute(env['XDG_DATA_HOME']) ?? inHome('.local', 'share');
  const state = absolute(env['XDG_STATE_HOME']) ?? inHome('.local', 'state');
  const config = absolute(env['XDG_CONFIG_HOME']) ?? inHome('.config');
  const cache = absolute(env['XDG_CACHE_HOME']) ?? inHome('.cache');
  if (data === null || state === null || config === null || cache === null) return null;
  return {
    data: path.join(data, folderName),
    state: path.join(state, folderName),
    config: path.join(config, folderName),
    cache: path.join(cache, folderName),
  };
}

function layOut(path: typeof posix, root: string | null, { data, state, config, cache }: Bases): Folders {
  return Object.freeze({
    root,
    data,
    state,
    config,
    cache,
    databaseFile: path.join(data, 'videoexpress.db'),
    media: path.join(data, 'media'),
    posters: path.join(data, 'posters'),
    scratch: path.join(data, 'scratch'),
    quarantine: path.join(data, 'quarantine'),
    uploads: path.join(data, 'uploads'),
    runtimeFile: path.join(state, 'runtime.json'),
    tokenFile: path.join(state, 'token'),
    sessionKeyFile: path.join(state, 'session.key'),
    workerTokenFile: path.join(state, 'worker-token'),
    secretsFile: path.join(state, 'secrets.json'),
    secretsKeyFile: path.join(state, 'secrets.key'),
    studioIdFile: path.join(state, 'studio-id'),
    lockFile: path.join(state, 'daemon.lock'),
    logs: path.join(state, 'logs'),
    bootLog: path.join(state, 'logs', 'boot.log'),
    envFile: path.join(config, '.env'),
  });
}

/** A `.env` and a Windows shell leave `~` as it is. */
function expandHome(named: string, homeDir: string, path: typeof posix): string {
  if (named === '~') return homeDir;
  return named.startsWith('~/') || named.startsWith('~\\') ? path.join(homeDir, named.slice(2)) : named;
}

function nonEmpty(value: string | undefined): string | null {
  return value === undefined || value.trim() === '' ? null : value;
}
