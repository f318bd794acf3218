import { readdirSync } from 'node:fs';
import { createClipFiles, createOldFiles, type Folders } from '@videoexpress/host';
import { ok, type Result } from '@videoexpress/job-schema';
import { type LocalStore, type OpenError, openLocalStore } from '@videoexpress/local-store';
import {
  type CaptionWriter,
  type Clock,
  type CloudParts,
  type CrashReports,
  createStudio,
  type Log,
  type LoginService,
  type MediaTools,
  type ObjectStorage,
  type OutsideSecrets,
  type PublishingSite,
  type Redact,
  type RenderEngine,
  type Sealer,
  type SecretVault,
  type SiteDeps,
  type Studio,
} from '@videoexpress/studio';

/** Everything the daemon is put together from. Tests pass a clock they move, and engines they script. */
export interface ComposeParts {
  readonly folders: Folders;
  readonly clock: Clock;
  /** An IANA name; left out, that of this machine. */
  readonly timeZone?: () => string;
  readonly log: Log;
  readonly engines: readonly RenderEngine[];
  /** Those who can suggest captions; left out, nobody. */
  readonly captionWriters?: readonly CaptionWriter[];
  readonly media: MediaTools;
  /** The places to publish; left out, none. */
  readonly sites?: (deps: SiteDeps) => readonly PublishingSite[];
  readonly objects: ObjectStorage;
  readonly crashReports: CrashReports;
  readonly cloud: Omit<CloudParts, 'store'>;
  readonly loginServices: readonly LoginService[];
  readonly vault: SecretVault;
  readonly sealer: Sealer;
  readonly outsideSecrets: OutsideSecrets;
  readonly redact: Redact;
  /** Names this run of the daemon. */
  readonly bootId: string;
  readonly appVersion: string;
  readonly solo: boolean;
}

export interface Composed {
  readonly studio: Studio;
  readonly store: LocalStore;
  /** Stops the studio, and closes the database once `answered` has settled: requests under way still need it. */
  close(answered?: Promise<void>): Promise<void>;
}

const checkpointEveryMs = 60_000;

/** Puts store, rules and engines together: the only place that knows them all. */
export function compose(parts: ComposeParts): Result<Composed, OpenError> {
  const { folders, clock, log } = parts;
  const opened = openLocalStore(folders.databaseFile, {
    dataFolder: folders.data,
    expectContent: hasEntries(folders.media) || hasEntries(folders.posters),
  });
  if (!opened.ok) return opened;
  const store = opened.value;
  const studio = createStudio({
    jobs: store.jobs,
    assets: store.assets,
    projects: store.projects,
    publications: store.publications,
    journals: store.journals,
    sites: parts.sites ?? (() => []),
    connections: store.connections,
    loginServices: parts.loginServices,
    queue: store.queue,
    events: store.events,
    settings: store.settings,
    spend: store.spend,
    audit: store.audit,
    engines: parts.engines,
    captionWriters: parts.captionWriters ?? [],
    objects: parts.objects,
    crashReports: parts.crashReports,
    cloud: { ...parts.cloud, store: store.mirror },
    vault: parts.vault,
    sealer: parts.sealer,
    outsideSecrets: parts.outsideSecrets,
    redact: parts.redact,
    files: createClipFiles(folders),
    oldFiles: createOldFiles(folders),
    media: parts.media,
    clock,
    timeZone: parts.timeZone ?? timeZoneOfMachine,
    log,
    bootId: parts.bootId,
    appVersion: parts.appVersion,
    solo: parts.solo,
  });
  let callOff = clock.after(checkpointEveryMs, checkpoint);

  function checkpoint(): void {
    try {
      store.checkpoint();
    } catch (cause) {
      log.warn({ err: cause }, 'The write-ahead log could not be written back yet');
    }
    callOff = clock.after(checkpointEveryMs, checkpoint);
  }

  return ok({
    studio,
    store,
    async close(answered) {
      callOff();
      await Promise.all([studio.stop(), answered]);
      await store.close();
    },
  });
}

function timeZoneOfMachine(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Whether an earlier run left anything here. */
function hasEntries(folder: string): boolean {
  try {
    return readdirSync(folder).length > 0;
  } catch {
    return false;
  }
}
