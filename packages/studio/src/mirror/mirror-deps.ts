import type { Cloud, Result } from '@videoexpress/job-schema';
import type { AuditLog } from '../audit/audit-log.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Sealer } from '../secrets/sealer.ts';
import type { VaultError } from '../secrets/secret-vault.ts';
import type { EventLog } from '../studio.ts';
import type { ThisComputer } from './claim-machine.ts';
import type { CloudClient } from './cloud-client.ts';
import type { MirrorStore } from './mirror-store.ts';

/** The key that tokens are sealed with, in the form in which a person writes it down. */
export interface RecoveryKey {
  /** Made where there is none yet. */
  read(): Promise<Result<string, VaultError>>;
}

/** What the copy in the cloud is made of that nothing else needs. */
export interface CloudParts {
  readonly store: MirrorStore;
  readonly client: CloudClient;
  readonly recoveryKey: RecoveryKey;
  readonly computer: () => Promise<ThisComputer>;
}

export interface MirrorDeps extends CloudParts {
  readonly events: Pick<EventLog, 'onCommit'>;
  readonly sealer: Sealer;
  readonly audit: Pick<AuditLog, 'note'>;
  readonly appVersion: string;
  readonly clock: Clock;
  readonly log: Log;
  /** 0 to 1; left out, chance. */
  readonly random?: () => number;
  /** Writes to the event log how the copy stands. */
  readonly tell: (cloud: Cloud) => Promise<void>;
  /** The health of it may be another one now. */
  readonly onChange: () => void;
}
