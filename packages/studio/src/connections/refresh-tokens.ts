import { type Connection, err, ok, publishingServices, type Result } from '@videoexpress/job-schema';
import { within } from '../engines/within.ts';
import { Stopping } from '../jobs/until-stored.ts';
import type { StoredConnection } from './connection-store.ts';
import type { TokenError } from './connection-tokens.ts';
import { StoreUnavailable } from '../store-unavailable.ts';
import { type ConnectionsContext, serviceLimitMs, serviceOf } from './connections-context.ts';
import type { HeldTokens, LoginError } from './login-service.ts';
import { openTokens, sealTokens } from './sealed-tokens.ts';

/** Tokens of a connection, opened, with the row that they lie in. */
export interface OpenedConnection {
  readonly stored: StoredConnection;
  readonly sealed: string;
  readonly tokens: HeldTokens;
}

/** Opens the tokens of a connection. What can never be opened needs a login; a key that is out of reach may come back. */
export async function openConnection(
  context: ConnectionsContext,
  stored: StoredConnection,
): Promise<Result<OpenedConnection, TokenError>> {
  const { connection, tokensSealed } = stored;
  if (connection.state === 'needs_login') return err(needsLogin(connection));
  const tokens = tokensSealed === null ? null : await openTokens(context.sealer, connection, tokensSealed);
  if (tokens !== null && tokensSealed !== null) return ok({ stored, sealed: tokensSealed, tokens });
  // Of a store that cannot be read at all, nobody knows whether the key is in it.
  const isDown = (await context.vault.describe()).status === 'down';
  const isKeyThere = isDown || (await context.vault.read('STUDIO_KEY')) !== null;
  if (tokensSealed !== null && isKeyThere && (await context.sealer.keyId()) === null) {
    return err({ code: 'unreachable', detail: 'The key store cannot be used now, so the login cannot be opened.' });
  }
  const detail = 'The login cannot be opened here: it was sealed with a key that this computer does not have.';
  return err(await markDead(context, stored, `${detail} Connect the account again.`));
}

/**
 * Fetches newer tokens and commits them before anyone gets them. `dead` of the service makes the connection need a login;
 * whatever else goes wrong changes nothing.
 */
export async function refreshTokens(
  context: ConnectionsContext,
  { stored, sealed, tokens }: OpenedConnection,
): Promise<Result<OpenedConnection, TokenError>> {
  const { store, sealer, clock } = context;
  const { connection } = stored;
  const service = serviceOf(context, connection.service);
  const label = publishingServices[connection.service];
  const late = () => err<LoginError>({ code: 'unreachable', detail: `${label} did not answer in time.` });
  const granted = await within(clock, serviceLimitMs, context.stop, (signal) => service.refresh(tokens, signal), late);
  if (!granted.ok) {
    if (granted.error.code === 'dead') return err(await markDead(context, stored, granted.error.detail));
    return err({ code: 'unreachable', detail: granted.error.detail });
  }
  const { access, accessExpiresAtMs, loginExpiresAtMs } = granted.value;
  // A reply without a refresh token, or with an empty one, does not take the old one's place.
  const held: HeldTokens = { access, refresh: granted.value.refresh || tokens.refresh };
  const newer = await sealTokens(sealer, connection, held);
  if (!newer.ok) return err({ code: 'unreachable', detail: newer.error.detail });
  const kept = {
    tokensSealed: newer.value,
    accessExpiresAtMs,
    expiresAtMs: loginExpiresAtMs ?? (connection.expiresAt === null ? null : Date.parse(connection.expiresAt)),
    refreshedAtMs: clock.now(),
  };
  try {
    const written = await context.untilStored(() => store.writeTokens(connection.id, sealed, kept, clock.now()));
    if (written !== null) return ok({ stored: written, sealed: newer.value, tokens: held });
  } catch (cause) {
    if (cause instanceof Stopping) return err({ code: 'unreachable', detail: 'The studio is stopping.' });
    throw cause;
  }
  // Somebody logged in again meanwhile: what that brought is in force.
  const now = await store.get(connection.id);
  return now === null ? err(gone) : openConnection(context, now);
}

export const gone: TokenError = { code: 'gone', detail: 'The account is no longer connected.' };

function needsLogin({ detail }: Connection): TokenError {
  return { code: 'needs_login', detail: detail ?? 'The account has to be connected again.' };
}

/** Notes that only a new login helps, once, in the row, the audit log and the log. */
export async function markDead(
  context: ConnectionsContext,
  { connection, tokensSealed }: StoredConnection,
  detail: string,
): Promise<TokenError> {
  const { store, clock, log, audit } = context;
  const state = { state: 'needs_login', detail } as const;
  const written = await store.setState(connection.id, tokensSealed, state, clock.now()).catch((cause: unknown) => {
    if (!(cause instanceof StoreUnavailable)) throw cause;
    // Whoever asks next finds the same out.
    log.warn({ err: cause, connection: connection.id }, 'That an account has to log in again could not be written');
    return null;
  });
  if (written !== null && connection.state !== 'needs_login') {
    log.warn({ connection: connection.id, service: connection.service, detail }, 'An account has to log in again');
    await audit.note({ action: 'connection_needs_login', actor: 'studio', subject: connection.id, detail });
    context.onChange(written.connection);
  }
  return { code: 'needs_login', detail };
}
