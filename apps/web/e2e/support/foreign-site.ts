import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** A web site of somebody else, with one page and a place that tells where it was asked to go. */
export interface ForeignSite {
  readonly port: number;
  /** What came to it, as `METHOD path`. */
  readonly visits: readonly string[];
  readonly close: () => Promise<void>;
}

/**
 * Serves a page without any policy on a port of its own. `/to?…` sends a browser on to the address in its query, with the
 * status in `status`: the redirects that a page can make its requests take.
 */
export async function startForeignSite(): Promise<ForeignSite> {
  const visits: string[] = [];
  const server = http.createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://foreign');
    visits.push(`${request.method} ${url.pathname}`);
    request.resume();
    if (url.pathname === '/to') {
      const status = Number(url.searchParams.get('status') ?? 307);
      response
        .writeHead(status, { location: url.searchParams.get('url') ?? '/', 'access-control-allow-origin': '*' })
        .end();
      return;
    }
    if (url.pathname === '/worker.js') {
      response.writeHead(200, { 'content-type': 'text/javascript', 'service-worker-allowed': '/' });
      response.end("self.addEventListener('fetch', (event) => event.respondWith(fetch(event.request)));");
      return;
    }
    response.writeHead(200, { 'content-type': 'text/html', 'set-cookie': 'planted=1; Path=/' });
    response.end('<!doctype html><title>A page of others</title><body></body>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    visits,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
