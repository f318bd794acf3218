import type { ServerResponse } from 'node:http';
import { setSecurityHeaders } from '../http/guard/security-headers.ts';

/** Answers with a status, and with JSON where there is something to say. Settles once it is out; false: it never was. */
export function answer(response: ServerResponse, status: number, body?: unknown): Promise<boolean> {
  const text = body === undefined ? '' : JSON.stringify(body);
  return answerText(response, status, text);
}

/** The same of text that is JSON already. */
export function answerText(response: ServerResponse, status: number, text: string): Promise<boolean> {
  if (response.destroyed || response.closed) return Promise.resolve(false);
  setSecurityHeaders(response);
  if (text !== '') response.setHeader('content-type', 'application/json');
  if (status !== 204) response.setHeader('content-length', Buffer.byteLength(text));
  response.writeHead(status);
  return new Promise((resolve) => {
    response.once('close', () => resolve(response.writableFinished));
    response.end(text);
  });
}
