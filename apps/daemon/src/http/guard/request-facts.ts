import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** What the guard's rules look at: the request as it came in, before anything is made of it. */
export interface RequestFacts {
  readonly method: string;
  readonly httpVersion: string;
  /** The request target as it stood on the first line. */
  readonly target: string;
  /** Target up to the question mark, percent-encoding kept. */
  readonly path: string;
  /** Values of each `Host` header, counted in the raw headers: Node silently keeps the first of two. */
  readonly hosts: readonly string[];
  /** Names of headers that decide something and came more than once, lower case. */
  readonly repeated: readonly string[];
  readonly headers: IncomingHttpHeaders;
}

/** Of two, one program takes the first and another the last: what passes here might be read differently elsewhere. */
const decidingHeaders: ReadonlySet<string> = new Set([
  'authorization',
  'content-type',
  'content-encoding',
  'content-length',
  'transfer-encoding',
  'expect',
  'x-videoexpress',
]);

/** Reads the facts off a request. */
export function requestFacts(request: IncomingMessage): RequestFacts {
  const target = request.url ?? '';
  const hosts: string[] = [];
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (let index = 0; index + 1 < request.rawHeaders.length; index += 2) {
    const name = request.rawHeaders[index]?.toLowerCase() ?? '';
    if (name === 'host') hosts.push(request.rawHeaders[index + 1] ?? '');
    if (seen.has(name) && decidingHeaders.has(name)) repeated.add(name);
    seen.add(name);
  }
  return {
    method: request.method ?? '',
    httpVersion: request.httpVersion,
    target,
    path: target.split('?', 1)[0] ?? '',
    hosts,
    repeated: [...repeated],
    headers: request.headers,
  };
}

/** The one value of a header that Node may give as a list. */
export function headerText(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}
