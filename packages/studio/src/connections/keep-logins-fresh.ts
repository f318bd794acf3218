import type { ConnectionsContext } from './connections-context.ts';
import { serviceOf } from './connections-context.ts';
import type { StoredConnection } from './connection-store.ts';
import { openConnection } from './refresh-tokens.ts';
import type { OpenTokens } from './create-connection-tokens.ts';

/**
 * Looks after logins that nobody uses for a while: renews those that would run out, and says so ahead of time where only
 * the person can. By the wall clock alone nothing is given up: what seems to be over is asked for, and the service decides.
 */
export function createLoginKeeper(context: ConnectionsContext, tokens: Pick<OpenTokens, 'renew'>) {
  const { store, clock, log } = context;

  function isDue({ connection, refreshedAtMs }: StoredConnection): boolean {
    const service = serviceOf(context, connection.service);
    const dueMs = service.renewAtMs(refreshedAtMs, Date.parse(connection.createdAt));
    const endsMs = connection.expiresAt === null ? null : Date.parse(connection.expiresAt);
    return (dueMs !== null && dueMs <= clock.now()) || (endsMs !== null && endsMs <= clock.now());
  }

  async function lookAfter(stored: StoredConnection): Promise<void> {
    if (stored.connection.state === 'needs_login' || context.stop.aborted) return;
    // Opened each time: what no key opens any more, as after a restore, is said now and not when a post is due.
    if (!(await openConnection(context, stored)).ok) return;
    if (isDue(stored)) {
      const renewed = await tokens.renew(stored.connection.id);
      if (!renewed.ok && renewed.error.code === 'unreachable') {
        log.debug({ connection: stored.connection.id, why: renewed.error.detail }, 'A login could not be renewed yet');
      }
    }
    const now = await store.get(stored.connection.id);
    if (now === null || now.connection.state === 'needs_login') return;
    const detail = foreseenEnd(now, context);
    if (detail === now.connection.detail) return;
    const written = await store.setState(now.connection.id, now.tokensSealed, { state: 'ok', detail }, clock.now());
    if (written !== null) context.onChange(written.connection);
  }

  return async (): Promise<void> => {
    for (const stored of await store.list()) await lookAfter(stored);
  };
}

/** What a person should know ahead of the end of a login; null: nothing yet. */
export function foreseenEnd(
  { connection }: Pick<StoredConnection, 'connection'>,
  context: Pick<ConnectionsContext, 'services' | 'clock'>,
): string | null {
  if (connection.expiresAt === null) return null;
  const leftMs = Date.parse(connection.expiresAt) - context.clock.now();
  if (leftMs > serviceOf(context, connection.service).warnBeforeMs) return null;
  const hours = Math.max(0, Math.floor(leftMs / 3_600_000));
  const left = hours < 48 ? `${hours} hours` : `${Math.floor(hours / 24)} days`;
  return hours === 0 ? 'The login ends within the hour.' : `The login ends in less than ${left}.`;
}
