import { randomBytes } from 'node:crypto';
import { loginLifeMs } from '@videoexpress/studio';

/** One cookie for each login, so that two that are under way in one browser do not end each other. */
function prefixOf(port: number): string {
  return `videoexpress_login_${port}_`;
}

/**
 * The `Set-Cookie` value that binds a login to a browser: for scripts out of reach, for this host and the way back alone.
 * Lax, as the way back is a navigation from another site.
 */
export function oauthCookie(port: number, value: string): string {
  const name = `${prefixOf(port)}${randomBytes(4).toString('hex')}`;
  return `${name}=${value}; Path=/oauth; Max-Age=${loginLifeMs / 1000}; HttpOnly; SameSite=Lax`;
}

/** What every such cookie in a `Cookie` header says. */
export function oauthCookieValues(port: number, header: string | undefined): readonly string[] {
  const prefix = prefixOf(port);
  return (header ?? '')
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part.startsWith(prefix))
    .map((part) => part.slice(part.indexOf('=') + 1));
}
