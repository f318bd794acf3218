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
  readonly headers: IncomingHttpHeaders;
}

/** Reads the facts off a request. */
export function requestFacts(request: IncomingMessage): RequestFacts {
  const target = request.url ?? '';
  const hosts: string[] = [];
  for (let index = 0; index + 1 < request.rawHeaders.length; index += 2) {
    if (request.rawHeaders[index]?.toLowerCase() === 'host') hosts.push(request.rawHeaders[index + 1] ?? '');
  }
  return {
    method: request.method ?? '',
    httpVersion: request.httpVersion,
    target,
    path: target.split('?', 1)[0] ?? '',
    hosts,
    headers: request.headers,
  };
}

/** The one value of a header that Node may give as a list. */
export function headerText(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}
