import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { securityHeaders } from '../guard/security-headers.ts';
import { problemDocument, problemTable } from '../problems.ts';

/** The answer that each connection is waiting for or receiving. */
const answersUnderWay = new WeakMap<Duplex, ServerResponse>();

/** Notes which answer a connection is about to get, for `answerBrokenRequest`. */
export function noteAnswer(request: IncomingMessage, response: ServerResponse): void {
  answersUnderWay.set(request.socket, response);
  response.once('close', () => {
    if (answersUnderWay.get(request.socket) === response) answersUnderWay.delete(request.socket);
  });
}

/**
 * Answers what the parser could not read as HTTP, or what came too slowly. There is no request object for these, so the
 * answer is written by hand, and the connection ends with it. In the middle of another answer nothing is written: it
 * would be read as a part of that one.
 */
export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Duplex): void {
  const isInMidAnswer = answersUnderWay.get(socket)?.headersSent === true;
  if (error.code === 'ECONNRESET' || !socket.writable || isInMidAnswer) {
    socket.destroy();
    return;
  }
  const body = JSON.stringify(
    problemDocument({ code: 'invalid_request', detail: 'This is not a complete HTTP request.' }),
  );
  const headers = {
    ...securityHeaders,
    'content-type': 'application/problem+json',
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  };
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const { status } = problemTable.invalid_request;
  socket.end(`HTTP/1.1 ${status} Bad Request\r\n${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}
