import { randomUUID } from 'node:crypto';
import {
  appVersion,
  type Children,
  createChildren,
  createKeychain,
  createKnownSecrets,
  createLogger,
  createMediaTools,
  createSealer,
  createStudioKey,
  type DaemonOptions,
  describeFolderError,
  ensureFolders,
  exitCodes,
  findProgramFiles,
  folderErrorExitCode,
  type HostConfig,
  type HostLog,
  type KnownSecrets,
  openSecretVault,
  outsideSecrets,
  outsideValuesToHide,
  readOrCreateSessionKey,
  type ReadyInfo,
  readOrCreateToken,
  removeRuntimeFile,
  reveal,
  thisMachine,
  writeRuntimeFile,
} from '@videoexpress/host';
import { createCaptionWriters, createCrashReports, createObjectStorage } from '@videoexpress/cloud-clients';
import { err, ok, ownSecretNames, type Result } from '@videoexpress/job-schema';
import type { EngineDeps } from '@videoexpress/render-engines';
import {
  type Clock,
  type CrashReports,
  createSecretReader,
  isoTime,
  logWithReports,
  type MediaTools,
  type RenderEngine,
} from '@videoexpress/studio';
import { type Composed, compose } from '../compose.ts';
import { createCloudSetup } from '../cloud/cloud-setup.ts';
import { createHttpApp } from '../http/create-http-app.ts';
import { listenOnLoopback } from '../http/listen/listen-on-loopback.ts';
import { clearUploads } from '../http/uploads/upload-file.ts';
import { clearBackupScratch } from '../backup/backup-scratch.ts';
import { createBackups } from '../backup/serve-backups.ts';
import { createInspectLibrary } from '../inspection/inspect-library.ts';
import { createWorkerDoor } from '../worker-listener/worker-door.ts';
import { createAbout } from './about.ts';
import { captionAddresses } from './caption-addresses.ts';
import { addressesBeside } from './addresses-beside.ts';
import { cloudParts } from './cloud-parts.ts';
import { loginServices } from './outside-logins.ts';
import { publishingSites } from './publishing-sites.ts';
import { outsideObjectPlace } from './outside-object-place.ts';
import type { StartFailure } from './start-failure.ts';
import { lockFolder, portTaken, secretFailure } from './start-problems.ts';
import { stopDaemon } from './stop-daemon.ts';

export interface StartParts {
  readonly options: DaemonOptions;
  readonly config: HostConfig;
  /** The script that the program's children are started with. */
  readonly entry: string;
  readonly clock: Clock;
  /** Learns every secret of this run, to keep them out of what the process writes; left out, one of its own does. */
  readonly known?: KnownSecrets;
  /** The engines; the first is the default. */
  readonly engines: (deps: EngineDeps) => readonly RenderEngine[];
  /** Left out, the machine's own. */
  readonly media?: (children: Children) => MediaTools;
  /** Called with the crash reports as soon as there are any. */
  readonly onReports?: (reports: CrashReports) => void;
  readonly requestStop: (why: string) => void;
}

export interface RunningDaemon {
  readonly info: ReadyInfo;
  readonly log: HostLog;
  /** What it is put together from: programs that bring faults reach in here. */
  readonly composed: Composed;
  stop(): Promise<void>;
}

/**
 * Starts everything in the order that keeps the promises: folders, the lock, the database with its migrations, both
 * loopback addresses, the runtime file, the rescue of what the last run left; and only then is the first request answered.
 */
export async function startDaemon(parts: StartParts): Promise<Result<RunningDaemon, StartFailure>> {
  const { options, config, clock, known = createKnownSecrets() } = parts;
  const { folders } = config;
  const exposed = addressesBeside(options);
  if (!exposed.ok) return exposed;
  const made = ensureFolders(folders);
  if (!made.ok) return err({ exitCode: folderErrorExitCode(made.error), message: describeFolderError(made.error) });
  const locked = await lockFolder(config);
  if (!locked.ok) return locked;

  const outside = outsideSecrets(config);
  for (const value of outsideValuesToHide(config)) known.add(value);
  const { redact } = known;
  const fileLog = createLogger({
    folder: folders.logs,
    level: 'debug',
    consoleLevel: 'info',
    console: options.consoleLog,
    redact,
  });
  clearUploads(folders.uploads);
  clearBackupScratch(folders.scratch);
  const undo: (() => void | Promise<void>)[] = [() => fileLog.close(), () => locked.value.release()];
  const giveUp = async (failure: StartFailure): Promise<Result<never, StartFailure>> => {
    // The entry of the program tells the person; this is for whoever reads the file later.
    fileLog.debug({ exitCode: failure.exitCode }, failure.message);
    for (const step of undo.toReversed()) await step();
    return err(failure);
  };

  const token = readOrCreateToken(folders.tokenFile);
  const sessionKey = readOrCreateSessionKey(folders.sessionKeyFile);
  if (!token.ok) return giveUp(secretFailure(token.error));
  if (!sessionKey.ok) return giveUp(secretFailure(sessionKey.error));

  const machine = thisMachine();
  const bootId = randomUUID();
  const version = appVersion();
  const startedAt = isoTime(clock.now());
  const files = findProgramFiles(parts.entry);
  const execArgv = parts.entry.endsWith('.ts') ? ['--conditions=source'] : [];
  const command = { execPath: process.execPath, execArgv, entry: parts.entry, env: machine.env };
  const children = createChildren(command, (crash) => crashReports.report(crash, { where: 'A child crashed' }));
  const vault = openSecretVault({
    paths: folders,
    keychain: (service) => createKeychain({ children, env: machine.env, platform: machine.platform, service }),
    onValue: known.add,
    log: fileLog,
  });
  const studioKey = createStudioKey(vault);
  const sealer = createSealer({ key: studioKey, onValue: known.add });
  const secrets = createSecretReader(vault, outside);
  const crashReports = createCrashReports({ secrets, clock, redact, appVersion: version });
  parts.onReports?.(crashReports);
  const log = logWithReports(fileLog, crashReports);
  const objects = createObjectStorage({ secrets, outside: outsideObjectPlace(config), clock });
  const door = createWorkerDoor({ folders, options, clock, log, appVersion: version, onToken: known.add });
  const composed = compose({
    folders,
    clock,
    log,
    engines: parts.engines({
      children,
      fontsFolder: files.fontsFolder,
      scratchFolder: folders.scratch,
      secrets,
      objects,
      clock,
      variables: config.variables,
      appVersion: version,
      ownGpu: door.room,
    }),
    captionWriters: createCaptionWriters({ secrets, addresses: captionAddresses(config) }),
    sites: publishingSites({ config, clock }),
    media: (parts.media ?? createMediaTools)(children),
    objects,
    crashReports,
    cloud: cloudParts({ config, secrets, clock, studioKey, onValue: known.add }),
    loginServices: loginServices({ config, secrets, clock }),
    vault,
    sealer,
    outsideSecrets: outside,
    redact,
    bootId,
    appVersion: version,
    solo: options.solo,
  });
  if (!composed.ok) return giveUp({ exitCode: exitCodes.databaseUnusable, message: composed.error.detail });
  undo.push(() => composed.value.close());

  const listening = await listenOnLoopback({ port: options.port === 0 ? 0 : config.port, alsoOn: exposed.value });
  if (!listening.ok) {
    const failure: StartFailure =
      listening.error.code === 'port_taken'
        ? { exitCode: exitCodes.portTaken, message: await portTaken(listening.error.port) }
        : { exitCode: exitCodes.error, message: `No loopback address could be used: ${listening.error.detail}` };
    return giveUp(failure);
  }
  undo.push(() => door.close());
  const opened = await door.open();
  if (!opened.ok) return giveUp(opened.error);
  const { port } = listening.value;
  const url = `http://localhost:${port}`;
  const app = createHttpApp({
    studio: composed.value.studio,
    clock,
    log,
    identity: { version, bootId, startedAt },
    port,
    token: token.value,
    sessionKey: Buffer.from(sessionKey.value, 'base64url'),
    sessionStore: composed.value.store.sessions,
    uiFolder: files.uiFolder,
    uploadFolder: folders.uploads,
    mediaFolders: [folders.media, folders.posters],
    shownFolders: folders,
    reveal: (target) => reveal(target, machine),
    redact,
    crashReports,
    inspectLibrary: createInspectLibrary(folders, children),
    cloudSetup: createCloudSetup(parts.entry, secrets),
    workers: () => door.room.workers(),
    openBackup: createBackups({
      folders,
      children,
      clock,
      log,
      appVersion: version,
      secretsNotHeld: async () => {
        const { items } = await composed.value.studio.secrets.list();
        const key = await studioKey.read();
        const own = key.ok && key.value === null ? [] : ownSecretNames;
        return [...items.filter(({ set }) => set).map(({ name }) => name), ...own];
      },
      holdFiles: () => composed.value.studio.assets.holdFiles(),
    }),
    about: createAbout({ config, port, version, startedAt, sqlite: composed.value.store.sqliteVersion, clock }),
    requestShutdown: () => parts.requestStop('POST /api/v1/shutdown'),
    devOrigin: options.devOrigin,
    exposedAddresses: exposed.value,
  });
  writeRuntimeFile(folders.runtimeFile, {
    pid: process.pid,
    port,
    url,
    version,
    bootId,
    startedAt,
    solo: options.solo,
    workerListen: options.workerListen ?? undefined,
  });
  await composed.value.studio.start();
  listening.value.serve(app.listener);
  log.info({ url }, 'The studio is open');
  if (exposed.value.length > 0)
    log.warn({ addresses: exposed.value }, 'Others on the network can reach it, without encryption');
  log.debug(
    { version, data: folders.data, bootId, ipv6: listening.value.ipv6, solo: options.solo },
    'How it was started',
  );

  const { counts } = await composed.value.studio.queue.read();
  return ok({
    info: { url, port, version, folders, queueCounts: counts },
    log: fileLog,
    composed: composed.value,
    stop: () =>
      stopDaemon({
        app,
        listening: listening.value,
        door,
        composed: composed.value,
        crashReports,
        lock: locked.value,
        log: fileLog,
        end: () => removeRuntimeFile(folders.runtimeFile, bootId),
        killChildren: () => children.killAll(),
      }),
  });
}
