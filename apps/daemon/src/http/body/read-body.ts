import type { IncomingMessage, ServerResponse } from 'node:http';
import { err, ok, type Result } from '@videoexpress/job-schema';
import type { HttpProblem } from '../problems.ts';

export const maxJsonBytes = 1024 * 1024;
/** A megabyte takes far less; uploads have a limit of their own. */
const maxJsonMs = 120_000;

const tooLarge: HttpProblem = {
  code: 'body_too_large',
  detail: `The body is larger than ${maxJsonBytes / 1024 / 1024} MB, the most that is taken as JSON.`,
};

/** The client went away in the middle of its request: there is nobody left to answer. */
export class ClientLeft extends Error {
  override readonly name = 'ClientLeft';
}

/** Tells a client that asked first (`Expect: 100-continue`) to send its body. */
export function inviteBody(request: IncomingMessage, response: ServerResponse): void {
  if (request.headers.expect !== undefined) response.writeContinue();
}

/**
 * Reads a whole small body into memory. One that grows past the limit is refused as soon as it does, and what still
 * comes of it is thrown away so that the client gets to read the answer.
 */
export function readBody(request: IncomingMessage): Promise<Result<Buffer, HttpProblem>> {
  if (Number(request.headers['content-length'] ?? 0) > maxJsonBytes) return Promise.resolve(err(tooLarge));
  const tooSlow = setTimeout(() => request.destroy(), maxJsonMs);
  return new Promise<Result<Buffer, HttpProblem>>((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const onData = (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= maxJsonBytes) {
        chunks.push(chunk);
        return;
      }
      request.off('data', onData);
      request.resume();
      resolve(err(tooLarge));
    };
    request.on('data', onData);
    request.once('end', () => resolve(ok(Buffer.concat(chunks))));
    request.once('error', () => reject(new ClientLeft('The request ended early')));
    request.once('close', () => reject(new ClientLeft('The request ended early')));
  }).finally(() => clearTimeout(tooSlow));
}
