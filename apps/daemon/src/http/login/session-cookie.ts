import { sessionLifeMs } from '../sessions.ts';

/** Cookies ignore ports, so two daemons on one machine need two names. */
export function sessionCookieName(port: number): string {
  return `videoexpress_${port}`;
}

/** The `Set-Cookie` value that keeps a session: for scripts out of reach, for this host alone, not sent along by others. */
export function sessionCookie(port: number, value: string): string {
  const maxAgeSeconds = sessionLifeMs / 1000;
  return `${sessionCookieName(port)}=${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax`;
}

/** The `Set-Cookie` value that takes the cookie away. */
export function clearedSessionCookie(port: number): string {
  return `${sessionCookieName(port)}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax`;
}

/**
 * The values under our name in a `Cookie` header. There can be more than one: any program on another port of localhost
 * can set one too, and the signature tells which is ours. All are looked at: whoever sets many, for longer paths than ours,
 * has them sent first, and must not lock the person out with them. The limit on headers bounds their number.
 */
export function sessionCookieValues(port: number, header: string | undefined): readonly string[] {
  const prefix = `${sessionCookieName(port)}=`;
  return (header ?? '')
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part.startsWith(prefix))
    .map((part) => part.slice(prefix.length));
}
