import type { Connection, ConnectionId, ConnectionList, RemovedConnection, Result } from '@videoexpress/job-schema';
import type { AuditNote } from '../audit/audit-log.ts';
import type { Refusal } from '../refusal.ts';
import type { ConnectionLogin } from './connection-login.ts';

/** Logins at the services that a person publishes to, as the outside may handle them. Tokens never come out. */
export interface Connections {
  readonly login: ConnectionLogin;
  /** @param callbackUri where this daemon answers for a service */
  list(callbackUri: (service: string) => string): Promise<ConnectionList>;
  /** Asks the service whether the login works. */
  check(id: ConnectionId): Promise<Result<Connection, Refusal>>;
  remove(
    id: ConnectionId,
    options: { readonly force: boolean; readonly actor: AuditNote['actor'] },
  ): Promise<Result<RemovedConnection, Refusal>>;
}
