import type { ConnectionId, Result } from '@videoexpress/job-schema';

/** Why there is no token. */
export interface TokenError {
  /** needs_login: only a person can help; gone: the connection was removed; unreachable: it can be tried again. */
  readonly code: 'needs_login' | 'gone' | 'unreachable';
  readonly detail: string;
}

/**
 * How whoever calls a service in a person's name comes by a token. One fetch of a new one at a time for each connection,
 * however many ask, and it is committed before anyone gets it.
 */
export interface ConnectionTokens {
  /** A token that is good for five minutes at least. */
  current(id: ConnectionId, signal: AbortSignal): Promise<Result<string, TokenError>>;
  /** The service refused this token, whatever its time says: a newer one, or why there is none. */
  afterRefusal(id: ConnectionId, refused: string, signal: AbortSignal): Promise<Result<string, TokenError>>;
}
