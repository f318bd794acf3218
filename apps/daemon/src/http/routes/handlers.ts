import type { About, ConnectedWorkers, FolderId } from '@videoexpress/job-schema';
import type { Clock, CrashReports, Studio } from '@videoexpress/studio';
import { empty, json } from '../answer/reply.ts';
import type { EventHub } from '../events/event-hub.ts';
import type { LoginCodes } from '../login/login-codes.ts';
import type { RefusedLogins } from '../login/refused-logins.ts';
import type { WrongCodeLimit } from '../login/wrong-code-limit.ts';
import { openApiDocument } from '../openapi/openapi-document.ts';
import type { Sessions } from '../sessions.ts';
import type { FreeBytes } from '../uploads/free-space.ts';
import type { OpenBackupStream } from '../../backup/serve-backups.ts';
import type { CloudSetup } from '../../cloud/cloud-setup.ts';
import type { InspectLibrary } from '../../inspection/inspect-library.ts';
import { assetHandlers } from './assets.ts';
import { auditHandlers } from './audit.ts';
import { backupHandlers } from './backup.ts';
import { crashReportHandlers } from './crash-reports.ts';
import { cloudHandlers } from './cloud.ts';
import { connectionHandlers } from './connections.ts';
import { cloudSetupHandlers } from './cloud-setup.ts';
import { captionHandlers } from './captions.ts';
import { engineHandlers } from './engines.ts';
import { eventHandlers } from './events.ts';
import type { Handlers } from './handler.ts';
import { type DaemonIdentity, healthHandlers } from './health.ts';
import { jobHandlers } from './jobs.ts';
import { libraryHandlers } from './library.ts';
import { loginHandlers } from './login.ts';
import { objectStorageHandlers } from './object-storage.ts';
import { projectHandlers } from './projects.ts';
import { publicationHandlers } from './publications.ts';
import { queueHandlers } from './queue.ts';
import { type Reveal, revealHandlers } from './reveal.ts';
import { secretHandlers } from './secrets.ts';
import { settingsHandlers } from './settings.ts';
import { workerHandlers } from './workers.ts';
import { spendHandlers } from './spend.ts';

export interface HandlerDeps {
  readonly studio: Studio;
  readonly clock: Clock;
  readonly identity: DaemonIdentity;
  readonly port: number;
  readonly sessions: Sessions;
  readonly codes: LoginCodes;
  readonly wrongCodes: WrongCodeLimit;
  readonly refusedLogins: Pick<RefusedLogins, 'note'>;
  readonly hub: EventHub;
  readonly uploadFolder: string;
  readonly mediaFolders: readonly string[];
  readonly freeBytes: FreeBytes;
  readonly maxUploadBytes: number;
  /** How long a client may take nothing of a long answer, in milliseconds. */
  readonly readerStallMs: number;
  /** The folders that can be shown, by the name that the route has for them. */
  readonly shownFolders: Readonly<Record<FolderId, string>>;
  readonly reveal: Reveal;
  readonly about: () => About;
  readonly crashReports: CrashReports;
  readonly openBackup: OpenBackupStream;
  readonly cloudSetup: CloudSetup;
  readonly inspectLibrary: InspectLibrary;
  /** The workers of one's own that are connected. */
  readonly workers: () => ConnectedWorkers;
  /** Aborted when the daemon begins to stop. */
  readonly stopping: AbortSignal;
  readonly requestShutdown: () => void;
}

/** The handler of every route. */
export function createHandlers(deps: HandlerDeps): Handlers {
  const { studio, hub } = deps;
  let description: unknown = null;
  return {
    ...healthHandlers(deps),
    ...loginHandlers({ ...deps, audit: studio.audit, onSessionEnd: (idHash) => hub.endSession(idHash) }),
    ...jobHandlers(studio),
    ...objectStorageHandlers(studio),
    ...queueHandlers(studio),
    ...assetHandlers(studio, deps),
    ...libraryHandlers(studio, deps),
    ...projectHandlers(studio),
    ...eventHandlers(hub),
    ...engineHandlers(studio),
    ...connectionHandlers(deps),
    ...settingsHandlers(studio),
    ...spendHandlers(studio),
    ...publicationHandlers(studio),
    ...cloudHandlers(studio),
    ...cloudSetupHandlers(studio, deps),
    ...auditHandlers(studio),
    ...captionHandlers(studio),
    ...secretHandlers(studio),
    getAbout: () => json(200, deps.about()),
    ...revealHandlers(studio, deps),
    ...backupHandlers(studio, deps),
    ...crashReportHandlers(deps),
    ...workerHandlers(deps.workers),
    getOpenApi: () => {
      description ??= openApiDocument(deps.identity.version);
      return json(200, description);
    },
    shutdown: ({ response }) => {
      // The answer must be out before the sockets are closed.
      response.once('close', deps.requestShutdown);
      return empty(202);
    },
  };
}
