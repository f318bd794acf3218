import type { IncomingMessage, ServerResponse } from 'node:http';
import { type HttpProblem, problemDocument } from '../problems.ts';
import { isProgramPath } from '../program-path.ts';
import { plainPagePolicy } from './plain-page.ts';
import { problemPage } from './problem-page.ts';
import type { Reply } from './reply.ts';

/** Writes `reply` as the whole answer. For HEAD, Node leaves the body out by itself. */
export function sendReply(request: IncomingMessage, response: ServerResponse, reply: Reply): void {
  switch (reply.kind) {
    case 'written':
      return;
    case 'problem':
      return sendProblem(request, response, reply.problem);
    case 'bytes':
      response.writeHead(200, { 'content-type': reply.mimeType, 'content-length': String(reply.bytes.length) });
      response.end(reply.bytes);
      return;
    case 'empty':
      response.writeHead(reply.status, { ...lengthOfNothing(reply.status), ...reply.headers }).end();
      return;
    case 'json':
      return sendText(response, reply.status, 'application/json', JSON.stringify(reply.body), reply.headers);
    case 'page':
      response.setHeader('content-security-policy', plainPagePolicy);
      return sendText(response, reply.status, 'text/html; charset=utf-8', reply.html, reply.headers);
  }
}

/** Without a length the empty body would be sent as an empty chunk; 204 and 304 have no body to measure. */
function lengthOfNothing(status: number): Record<string, string> {
  return status === 204 || status === 304 ? {} : { 'content-length': '0' };
}

/** Answers with a problem document, or with a readable page where a person with a browser asked for a page. */
function sendProblem(request: IncomingMessage, response: ServerResponse, problem: HttpProblem): void {
  if (wantsPage(request)) return sendReply(request, response, problemPage(problem));
  const document = problemDocument(problem);
  sendText(response, document.status, 'application/problem+json', JSON.stringify(document), problem.headers);
}

function sendText(
  response: ServerResponse,
  status: number,
  contentType: string,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  const bytes = Buffer.from(text, 'utf8');
  response.writeHead(status, { 'content-type': contentType, 'content-length': String(bytes.length), ...headers });
  response.end(bytes);
}

/** Whether this is a browser that goes to a page, rather than a script or a program that reads JSON. */
function wantsPage(request: IncomingMessage): boolean {
  if (request.method !== 'GET') return false;
  const path = request.url?.split('?')[0] ?? '';
  return !isProgramPath(path) && (request.headers.accept ?? '').includes('text/html');
}
