import { type ConnectionId, err, ok, type Result } from '@videoexpress/job-schema';
import type { ConnectionTokens, TokenError } from './connection-tokens.ts';
import type { ConnectionsContext } from './connections-context.ts';
import { gone, openConnection, type OpenedConnection, refreshTokens } from './refresh-tokens.ts';

/** A token that is given out is good for so long at least. */
export const leastLifeMs = 5 * 60_000;

export interface OpenTokens extends ConnectionTokens {
  /** Fetches newer ones, whatever the time of the present ones says. */
  renew(id: ConnectionId): Promise<Result<OpenedConnection, TokenError>>;
}

/** Tokens of connections: one fetch at a time for each, however many ask. */
export function createConnectionTokens(context: ConnectionsContext): OpenTokens {
  const underWay = new Map<ConnectionId, Promise<Result<OpenedConnection, TokenError>>>();

  async function open(id: ConnectionId): Promise<Result<OpenedConnection, TokenError>> {
    const stored = await context.store.get(id);
    return stored === null ? err(gone) : openConnection(context, stored);
  }

  /** @param refused a token that is not good any more; null: whichever there is */
  function renew(id: ConnectionId, refused: string | null): Promise<Result<OpenedConnection, TokenError>> {
    const known = underWay.get(id);
    if (known !== undefined) return known;
    const renewing = renewOnce(id, refused).finally(() => underWay.delete(id));
    underWay.set(id, renewing);
    return renewing;
  }

  async function renewOnce(id: ConnectionId, refused: string | null): Promise<Result<OpenedConnection, TokenError>> {
    // Read again behind whoever refreshed before: its token may be the answer.
    const opened = await open(id);
    if (!opened.ok) return opened;
    const isNewer = refused !== null && opened.value.tokens.access !== refused;
    if (isNewer && lastsLongEnough(opened.value)) return opened;
    return refreshTokens(context, opened.value);
  }

  function lastsLongEnough({ stored: { accessExpiresAtMs } }: OpenedConnection): boolean {
    return accessExpiresAtMs === null || accessExpiresAtMs - context.clock.now() > leastLifeMs;
  }

  /** Whoever leaves does not end the fetch: others wait for it too. */
  function untilLeft(
    asked: Promise<Result<OpenedConnection, TokenError>>,
    signal: AbortSignal,
  ): Promise<Result<string, TokenError>> {
    const left = err<TokenError>({ code: 'unreachable', detail: 'It was called off.' });
    if (signal.aborted) return Promise.resolve(left);
    return new Promise((resolve, reject) => {
      const leave = () => resolve(left);
      signal.addEventListener('abort', leave, { once: true });
      asked
        .then((opened) => resolve(opened.ok ? ok(opened.value.tokens.access) : opened), reject)
        .finally(() => signal.removeEventListener('abort', leave));
    });
  }

  async function currentOne(id: ConnectionId): Promise<Result<OpenedConnection, TokenError>> {
    const known = underWay.get(id);
    if (known !== undefined) return known;
    const opened = await open(id);
    if (!opened.ok || lastsLongEnough(opened.value)) return opened;
    return renew(id, opened.value.tokens.access);
  }

  return {
    current: (id, signal) => untilLeft(currentOne(id), signal),
    afterRefusal: (id, refused, signal) => untilLeft(renew(id, refused), signal),
    renew: (id) => renew(id, null),
  };
}
