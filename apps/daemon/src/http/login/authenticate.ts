import type { IncomingHttpHeaders } from 'node:http';
import { headerText } from '../guard/request-facts.ts';
import type { Sessions } from '../sessions.ts';
import { sameSecret } from './same-secret.ts';
import { sessionCookie, sessionCookieValues } from './session-cookie.ts';

/** Who is asking: a program with the token, or a browser with a session. */
export type Credential =
  | { readonly kind: 'bearer' }
  | {
      readonly kind: 'session';
      readonly idHash: string;
      /** To be sent back where the session was prolonged. */
      readonly renewedCookie: string | null;
    };

export type Authenticate = (headers: IncomingHttpHeaders) => Promise<Credential | null>;

/**
 * Finds out who is asking. A token that is sent must be right: a wrong one is not made good by a cookie, so that a
 * program with a stale token hears of it.
 */
export function createAuthenticate(deps: { token: string; sessions: Sessions; port: number }): Authenticate {
  return async (headers) => {
    const authorization = headerText(headers, 'authorization');
    if (authorization !== undefined) {
      const given = /^bearer ([\x21-\x7e]+)$/i.exec(authorization)?.[1];
      return given !== undefined && sameSecret(given, deps.token) ? { kind: 'bearer' } : null;
    }
    for (const value of sessionCookieValues(deps.port, headerText(headers, 'cookie'))) {
      const session = await deps.sessions.find(value);
      if (session === null) continue;
      const renewedCookie = session.prolonged ? sessionCookie(deps.port, value) : null;
      return { kind: 'session', idHash: session.idHash, renewedCookie };
    }
    return null;
  };
}
