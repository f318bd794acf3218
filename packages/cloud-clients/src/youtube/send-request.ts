import { createReadStream } from 'node:fs';
import { type ClientRequest, type IncomingMessage, request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { finished } from 'node:stream';
import { err, ok, type Result } from '@videoexpress/job-schema';
import type { HttpAnswer, Unreachable } from './answer.ts';

/** An answer of a service is a few kilobytes; whatever says more is not that service. */
const mostAnswerBytes = 1024 * 1024;
/** A line on which nothing moves for so long is dead. After the last byte YouTube may think for a while. */
const stallMs = 120_000;
/** Held back until whoever sends says so. */
const lastPieceBytes = 64 * 1024;
/** Read from the disk at a time. */
const readBytes = 256 * 1024;

/** Of a file, from `start` on. */
export interface FilePiece {
  readonly path: string;
  readonly start: number;
  readonly bytes: number;
  /** Awaited before the very last bytes are handed to the line: until then nobody can have all of it. */
  readonly beforeLast?: () => Promise<void>;
}

/** A request as it goes out. */
export interface OutgoingRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** A text, or a piece of a file that is read as it is sent. */
  readonly body?: string | FilePiece;
  /** Told of the bytes that the line took, as they go. */
  readonly onSent?: (bytes: number) => void;
  readonly signal: AbortSignal;
}

/**
 * Sends a request and reads the whole answer, whatever its status. Memory holds what is between disk and socket, however large
 * the body is. A redirect is an answer like any other: an upload has nothing to follow.
 */
export function sendRequest(outgoing: OutgoingRequest): Promise<Result<HttpAnswer, Unreachable>> {
  const { method, url, headers, body, signal } = outgoing;
  if (signal.aborted) return Promise.resolve(lost('It was called off.'));
  return new Promise((resolve) => {
    const send = url.startsWith('https:') ? secureRequest : plainRequest;
    const length = typeof body === 'object' ? body.bytes : Buffer.byteLength(body ?? '');
    const withLength = method === 'GET' ? headers : { ...headers, 'content-length': String(length) };
    let request: ClientRequest;
    try {
      request = send(url, { method, headers: withLength, signal });
    } catch (cause) {
      resolve(lost(wordsOf(cause)));
      return;
    }
    request.setTimeout(stallMs, () => request.destroy(new Error(`nothing moved for ${stallMs / 1000} seconds`)));
    request.once('error', (cause) => resolve(lost(wordsOf(cause))));
    request.once('response', (response) => {
      void readAnswer(response).then(resolve);
      // It said all it has to say; whatever of the body is still to come would be thrown away.
      response.once('end', () => {
        if (!request.writableFinished) request.destroy();
      });
    });
    if (typeof body !== 'object') {
      request.end(body);
      return;
    }
    void sendFile(request, body, outgoing.onSent);
  });
}

/** Never throws: what goes wrong breaks the request off, and is told as its error. */
async function sendFile(
  request: ClientRequest,
  { path, start, bytes, beforeLast }: FilePiece,
  onSent: ((bytes: number) => void) | undefined,
): Promise<void> {
  const last = beforeLast === undefined ? 0 : Math.min(bytes, lastPieceBytes);
  try {
    // A line that was cut meanwhile gets no last bytes.
    if (!(await pipePart(request, { path, start, bytes: bytes - last }, onSent))) return;
    if (last > 0) {
      await beforeLast?.();
      await pipePart(request, { path, start: start + bytes - last, bytes: last }, onSent);
    }
    request.end();
  } catch (cause) {
    request.destroy(cause instanceof Error ? cause : new Error(String(cause)));
  }
}

/** False: the line broke, or the answer came, before all of it was handed over. */
function pipePart(
  request: ClientRequest,
  { path, start, bytes }: { readonly path: string; readonly start: number; readonly bytes: number },
  onSent: ((bytes: number) => void) | undefined,
): Promise<boolean> {
  if (bytes === 0) return Promise.resolve(!request.destroyed);
  const file = createReadStream(path, { start, end: start + bytes - 1, highWaterMark: readBytes });
  if (onSent !== undefined) file.on('data', (chunk) => onSent(chunk.length));
  return new Promise((resolve, reject) => {
    const stopWatching = finished(request, () => {
      file.destroy();
      resolve(false);
    });
    file.once('error', reject);
    file.once('end', () => {
      stopWatching();
      resolve(true);
    });
    file.pipe(request, { end: false });
  });
}

function readAnswer(response: IncomingMessage): Promise<Result<HttpAnswer, Unreachable>> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    response.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > mostAnswerBytes) response.destroy(new Error('the answer is too long'));
      else chunks.push(chunk);
    });
    finished(response, (cause) => {
      if (cause !== undefined && cause !== null) {
        resolve(lost(wordsOf(cause)));
        return;
      }
      const headers: Record<string, string | undefined> = {};
      for (const [name, value] of Object.entries(response.headers))
        headers[name] = Array.isArray(value) ? value.join(', ') : value;
      resolve(ok({ status: response.statusCode ?? 0, headers, text: Buffer.concat(chunks).toString('utf8') }));
    });
  });
}

function lost(detail: string): Result<never, Unreachable> {
  return err({ code: 'unreachable', detail });
}

/** Without the address, which may be a secret. */
function wordsOf(cause: unknown): string {
  if (!(cause instanceof Error)) return 'The line failed.';
  const code = 'code' in cause && typeof cause.code === 'string' ? `${cause.code}: ` : '';
  return `${code}${cause.message}`.replaceAll(/https?:\/\/\S+/g, '[address]');
}
