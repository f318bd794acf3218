import { empty, type Reply } from '../answer/reply.ts';

/**
 * Sends a browser that came by an address to the same page at `localhost`, the one origin of the pages: a cookie belongs
 * to one name, so a login at 127.0.0.1 would be none at localhost. Null when it is there already.
 */
export function redirectToLocalhost(host: string | undefined, port: number, target: string): Reply | null {
  const name = host?.replace(/:\d+$/, '');
  if (name !== '127.0.0.1' && name !== '[::1]') return null;
  return empty(307, { location: `http://localhost:${port}${target}` });
}
