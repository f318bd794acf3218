import type { Duplex } from 'node:stream';
import { securityHeaders } from '../guard/security-headers.ts';
import { problemDocument, problemTable } from '../problems.ts';

/**
 * Answers what the parser could not read as HTTP, or what came too slowly. There is no request object for these, so the
 * answer is written by hand, and the connection ends with it.
 */
export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
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
