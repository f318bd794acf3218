import type { AuditStore } from './audit/audit-log.ts';
import type { CaptionWriter } from './captions/caption-writer.ts';
import type { Clock } from './clock.ts';
import type { CrashReports } from './crash-reports/crash-reports.ts';
import type { ConnectionStore } from './connections/connection-store.ts';
import type { LoginService } from './connections/login-service.ts';
import type { RenderEngine } from './engines/render-engine.ts';
import type { Redact } from './engines/without-secrets.ts';
import type { JobStore } from './jobs/job-store.ts';
import type { QueueStore } from './jobs/queue-store.ts';
import type { AssetStore } from './library/asset-store.ts';
import type { ClipFiles } from './library/clip-files.ts';
import type { MediaTools } from './library/media-tools.ts';
import type { ProjectStore } from './library/project-store.ts';
import type { Log } from './log.ts';
import type { CloudParts } from './mirror/mirror-deps.ts';
import type { ObjectStorage } from './objects/object-store.ts';
import type { JournalStore, PublicationStore } from './publications/publication-store.ts';
import type { PublishingSite, SiteDeps } from './publications/publishing-site.ts';
import type { OldFiles } from './retention/old-files.ts';
import type { Sealer } from './secrets/sealer.ts';
import type { OutsideSecrets, SecretVault } from './secrets/secret-vault.ts';
import type { SettingsStore } from './settings/settings-store.ts';
import type { SpendStore } from './spend/spend-store.ts';
import type { EventLog } from './studio.ts';

/** What the daemon hands in for a studio to be made of. */
export interface StudioDeps {
  readonly jobs: JobStore;
  readonly assets: AssetStore;
  readonly projects: ProjectStore;
  readonly publications: PublicationStore;
  readonly journals: JournalStore;
  readonly connections: ConnectionStore;
  /** Where a person can log in. */
  readonly loginServices: readonly LoginService[];
  readonly queue: QueueStore;
  readonly events: EventLog;
  readonly settings: SettingsStore;
  readonly spend: SpendStore;
  readonly audit: AuditStore;
  readonly engines: readonly RenderEngine[];
  /** The places to publish. */
  readonly sites: (deps: SiteDeps) => readonly PublishingSite[];
  readonly captionWriters: readonly CaptionWriter[];
  readonly objects: ObjectStorage;
  readonly crashReports: CrashReports;
  readonly cloud: CloudParts;
  readonly vault: SecretVault;
  /** Seals what lies outside the vault. */
  readonly sealer: Sealer;
  /** What the environment sets. */
  readonly outsideSecrets: OutsideSecrets;
  /** Takes every value of a secret out of a text. */
  readonly redact: Redact;
  readonly files: ClipFiles;
  readonly oldFiles: OldFiles;
  readonly media: MediaTools;
  readonly clock: Clock;
  /** The time zone of this machine as it now is, an IANA name: months begin by it. */
  readonly timeZone: () => string;
  readonly log: Log;
  /** Names this run of the daemon. */
  readonly bootId: string;
  readonly appVersion: string;
  /** Run only jobs taken in by this run, until someone resumes the queue. */
  readonly solo: boolean;
}
