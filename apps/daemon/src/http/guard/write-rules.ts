import type { RouteDefinition } from '@videoexpress/job-schema';
import type { Credential } from '../login/authenticate.ts';
import type { HttpProblem } from '../problems.ts';
import { headerText, type RequestFacts } from './request-facts.ts';

/** The header that a form of another site cannot send, and a script of one not without a preflight. */
export const csrfHeader = 'x-videoexpress';

/** With the cookie alone a browser can be tricked into writing; with this header it must have been our own page. */
export function csrfProblem(facts: RequestFacts, credential: Credential): HttpProblem | null {
  if (!isWrite(facts.method) || credential.kind !== 'session') return null;
  if (headerText(facts.headers, csrfHeader) === '1') return null;
  return { code: 'csrf_header_missing', detail: 'Send the header `X-VideoExpress: 1` with every change.' };
}

/** A body must come as the route reads it: JSON in UTF-8, or a form on uploads, and never compressed. */
export function contentTypeProblem(facts: RequestFacts, route: RouteDefinition): HttpProblem | null {
  if (!isWrite(facts.method) || !hasBody(facts)) return null;
  const refuse = (detail: string) => ({ code: 'unsupported_media_type', detail }) as const;
  const encoding = headerText(facts.headers, 'content-encoding');
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') return refuse('Send the body uncompressed.');
  const contentType = headerText(facts.headers, 'content-type') ?? '';
  if (route.bodyType === 'multipart') {
    return isMultipart(contentType) ? null : refuse('Send a multipart/form-data body with one field named `file`.');
  }
  return isJson(contentType) ? null : refuse('Send the body as application/json in UTF-8.');
}

function isWrite(method: string): boolean {
  return method !== 'GET' && method !== 'HEAD';
}

/** Whether the request carries a body at all. */
export function hasBody({ headers }: Pick<RequestFacts, 'headers'>): boolean {
  if (headers['transfer-encoding'] !== undefined) return true;
  return Number(headers['content-length'] ?? 0) > 0;
}

function isJson(contentType: string): boolean {
  const [type, ...parameters] = contentType.split(';').map((part) => part.trim().toLowerCase());
  return type === 'application/json' && parameters.every((parameter) => /^charset="?utf-8"?$/.test(parameter));
}

function isMultipart(contentType: string): boolean {
  return /^multipart\/form-data\s*;.*\bboundary="?[^";\s]{1,70}"?/i.test(contentType);
}
