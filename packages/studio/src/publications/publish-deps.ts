import type { AuditLog } from '../audit/audit-log.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Sealer } from '../secrets/sealer.ts';
import type { FindPostClip } from './post-clip.ts';
import type { PostFiles } from './post-files.ts';
import type { JournalStore, PublicationStore } from './publication-store.ts';

/** What every attempt to publish needs. */
export interface PublishDeps {
  readonly store: PublicationStore;
  readonly journals: JournalStore;
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly log: Log;
  readonly audit: Pick<AuditLog, 'note'>;
  /** Takes the secrets of this studio out of a text. */
  readonly redact: (text: string) => string;
  readonly findClip: FindPostClip;
  readonly files: PostFiles;
  /** Holds on until the database takes it; throws when the daemon stops. */
  readonly until: <T>(operation: () => Promise<T>) => Promise<T>;
}
