import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock, Log, Redact } from '@videoexpress/studio';

const maxPathCharacters = 500;
const requestIds = new WeakMap<IncomingMessage, string>();

/** The id under which the log knows a request. */
export function requestIdOf(request: IncomingMessage): string {
  return requestIds.get(request) ?? 'unknown';
}

/**
 * Gives a request its id, and writes one line when it is answered. The line has the path without its query, as a login
 * code travels there, and no header at all, as credentials do. Probes and parts of pages that went well are left out:
 * they come by the dozen and say nothing. Secrets go out of the path before it is cut, or a piece of one would stay.
 */
export function logRequest(
  request: IncomingMessage,
  response: ServerResponse,
  deps: { readonly clock: Clock; readonly log: Log; readonly redact: Redact },
): void {
  const requestId = randomUUID();
  requestIds.set(request, requestId);
  response.setHeader('x-request-id', requestId);
  const startedAt = deps.clock.monotonic();
  const whole = (request.url ?? '').split('?', 1)[0] ?? '';
  response.once('close', () => {
    const status = response.headersSent ? response.statusCode : null;
    if (isNoise(whole) && (status === 200 || status === 304)) return;
    const path = deps.redact(whole).slice(0, maxPathCharacters);
    const ms = Math.round(deps.clock.monotonic() - startedAt);
    const left = response.writableFinished ? {} : { clientLeft: true };
    deps.log.debug({ method: request.method, path, status, ms, requestId, ...left }, 'Request');
  });
}

function isNoise(path: string): boolean {
  return path === '/healthz' || path.startsWith('/_next/');
}
