import type { HttpProblem } from '../problems.ts';

type Headers = Readonly<Record<string, string>>;

/** What a handler answers with. `written`: it wrote the response itself, as a stream or a file. */
export type Reply =
  | { readonly kind: 'json'; readonly status: number; readonly body: unknown; readonly headers?: Headers }
  | { readonly kind: 'bytes'; readonly mimeType: string; readonly bytes: Uint8Array }
  | { readonly kind: 'empty'; readonly status: number; readonly headers?: Headers }
  | { readonly kind: 'page'; readonly status: number; readonly html: string; readonly headers?: Headers }
  | { readonly kind: 'problem'; readonly problem: HttpProblem }
  | { readonly kind: 'written' };

/** A JSON answer. */
export function json(status: number, body: unknown, headers: Headers = {}): Reply {
  return { kind: 'json', status, body, headers };
}

/** Bytes that lie in memory; whole, and not to be kept by anyone. */
export function bytesReply(mimeType: string, bytes: Uint8Array): Reply {
  return { kind: 'bytes', mimeType, bytes };
}

/** An answer without a body. */
export function empty(status: number, headers: Headers = {}): Reply {
  return { kind: 'empty', status, headers };
}

/** An HTML answer, for a person who came with a browser. */
export function page(status: number, html: string, headers: Headers = {}): Reply {
  return { kind: 'page', status, html, headers };
}

/** A request that was not carried out. */
export function refuse(problem: HttpProblem): Reply {
  return { kind: 'problem', problem };
}

export const written: Reply = { kind: 'written' };
