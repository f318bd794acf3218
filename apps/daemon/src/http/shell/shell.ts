import type { IncomingMessage, ServerResponse } from 'node:http';
import { plainPage } from '../answer/plain-page.ts';
import { empty, page, refuse, type Reply, written } from '../answer/reply.ts';
import { matchesNone } from '../content/etag.ts';
import { headerText } from '../guard/request-facts.ts';
import { pagePolicy } from './page-policy.ts';
import { resolvePage } from './resolve-page.ts';
import { listUiFiles, type UiFile, type UiFiles } from './ui-files.ts';

/** The studio's pages: open to everyone, as they hold nothing of the person's. */
export interface Shell {
  /** Whether there is a page or a file for this path, percent-encoding kept. */
  has(path: string): boolean;
  /** Answers a path that `has` knows. */
  send(request: IncomingMessage, response: ServerResponse, path: string): Reply;
  /** Answers a browser that went to a page that does not exist. */
  sendMissing(response: ServerResponse): Reply;
}

const immutable = 'public, max-age=31536000, immutable';

/** Serves the exported pages of `folder`; without one, a page that says how to build them. */
export function createShell(folder: string | null): Shell {
  if (folder === null) return unbuiltShell;
  const files = listUiFiles(folder);
  const policies = new Map<UiFile, string>();

  function policyOf(file: UiFile): string {
    const known = policies.get(file) ?? pagePolicy(file.content.toString('utf8'));
    policies.set(file, known);
    return known;
  }

  /** Also for a 304: a browser replaces the headers of its stored copy with those, so the policy must be the page's. */
  function headersOf(file: UiFile, cacheControl: string): Record<string, string> {
    const policy = file.isPage ? { 'content-security-policy': policyOf(file) } : null;
    return { 'cache-control': cacheControl, etag: file.etag, ...policy };
  }

  function write(response: ServerResponse, status: number, file: UiFile, cacheControl: string): Reply {
    response.writeHead(status, {
      'content-type': file.contentType,
      'content-length': String(file.content.length),
      ...headersOf(file, cacheControl),
    });
    response.end(file.content);
    return written;
  }

  return {
    has: (path) => resolve(path, files) !== null,
    send(request, response, path) {
      const found = resolve(path, files);
      const file = found === null ? null : files.read(found);
      if (found === null || file === null)
        return refuse({ code: 'not_found', detail: 'There is nothing at this address.' });
      const cacheControl = found.startsWith('/_next/static/') ? immutable : 'no-cache';
      if (matchesNone(headerText(request.headers, 'if-none-match'), file.etag)) {
        return empty(304, headersOf(file, cacheControl));
      }
      return write(response, 200, file, cacheControl);
    },
    sendMissing(response) {
      const file = files.read('/404.html');
      return file === null ? missingPage : write(response, 404, file, 'no-store');
    },
  };
}

/** In development the pages come from a server of their own; whoever comes here is sent on to it. */
export function createDevShell(devOrigin: string): Shell {
  return {
    has: () => true,
    send: (request) => empty(307, { location: new URL(devOrigin).origin + (request.url ?? '/') }),
    sendMissing: () => missingPage,
  };
}

function resolve(path: string, files: UiFiles): string | null {
  return resolvePage(decodeURIComponent(path), files.paths);
}

const missingPage = page(404, plainPage('Not found', ['There is no page at this address.']));

const unbuiltShell: Shell = {
  has: (path) => path === '/',
  send: () =>
    page(
      200,
      plainPage('The daemon runs, its pages are not built', [
        'Run `npm run build` in the folder of the clone, then restart with `npx videoexpress restart`.',
        'The command line and the HTTP interface work without them.',
      ]),
    ),
  sendMissing: () => missingPage,
};
