import type { Connection, ConnectionId, PublishingService } from '@videoexpress/job-schema';
import type { AuditLog } from '../audit/audit-log.ts';
import type { Clock } from '../clock.ts';
import type { UntilStored } from '../jobs/until-stored.ts';
import type { Log } from '../log.ts';
import type { Sealer } from '../secrets/sealer.ts';
import type { SecretVault } from '../secrets/secret-vault.ts';
import type { ConnectionStore } from './connection-store.ts';
import type { LoginService } from './login-service.ts';

/** What everything about connections works with. */
export interface ConnectionsContext {
  readonly store: ConnectionStore;
  readonly services: readonly LoginService[];
  readonly sealer: Sealer;
  readonly vault: Pick<SecretVault, 'read' | 'describe'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly audit: Pick<AuditLog, 'note'>;
  readonly untilStored: UntilStored;
  /** A connection is new, works again, or works no more. */
  readonly onChange: (connection: Connection | { readonly id: ConnectionId; readonly deleted: true }) => void;
  /** Aborted when the daemon stops. */
  readonly stop: AbortSignal;
}

/** How long a service is waited for in all, for one answer. */
export const serviceLimitMs = 30_000;

/** The service by its id; every id of the words has one. */
export function serviceOf({ services }: Pick<ConnectionsContext, 'services'>, id: PublishingService): LoginService {
  const found = services.find(({ service }) => service === id);
  if (found === undefined) throw new Error(`Nobody can log in at ${id}`);
  return found;
}
