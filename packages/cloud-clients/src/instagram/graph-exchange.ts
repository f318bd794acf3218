import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { err, ok, type Result } from '@videoexpress/job-schema';

/** An answer of the Graph API, whatever its status. */
export interface GraphAnswer {
  readonly status: number;
  /** What it asked to wait, in milliseconds; null where it did not. */
  readonly retryAfterMs: number | null;
  readonly text: string;
}

/** There was no whole answer. `sent`: false where no connection came about, so that nothing of the request was seen. */
export interface NoAnswer {
  readonly sent: boolean;
  readonly detail: string;
}

export interface GraphRequest {
  readonly url: string;
  readonly token: string;
  /** Left out, it is a GET; else a POST of these fields. */
  readonly form?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** Whatever it asks for, it is asked again after a day. */
const longestWaitMs = 24 * 60 * 60_000;
/** Answers are a few kilobytes; a page of an outage may be more. */
const mostAnswerBytes = 1024 * 1024;

/**
 * One question on a connection of its own: one that was kept open may be closed by the other side just as it is used, and
 * then nobody knows whether a Reel was published. The token stands in a header, so that no address ever holds it. Never
 * rejects.
 */
export function askGraph({ url, token, form, signal }: GraphRequest): Promise<Result<GraphAnswer, NoAnswer>> {
  const body = form === undefined ? null : new URLSearchParams(form).toString();
  const isPlain = url.startsWith('http:');
  return new Promise((resolve) => {
    let connected = false;
    const sent = (isPlain ? httpRequest : httpsRequest)(url, {
      method: body === null ? 'GET' : 'POST',
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${token}`,
        ...(body === null
          ? {}
          : { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) }),
      },
      agent: false,
      signal,
    });
    const fail = (cause: unknown): void => {
      resolve(err({ sent: connected, detail: signal.aborted ? 'It was called off.' : wordsOf(cause) }));
    };
    sent.on('socket', (socket) => socket.once(isPlain ? 'connect' : 'secureConnect', () => (connected = true)));
    sent.on('error', fail);
    sent.on('response', (response) => {
      readText(response).then((text) => {
        if (text === null) return fail(new Error('The answer is too large.'));
        const retryAfterMs = waitOf(response.headers['retry-after']);
        resolve(ok({ status: response.statusCode ?? 0, retryAfterMs, text }));
      }, fail);
    });
    sent.end(body);
  });
}

/** Null: it is too large, and was cut off. Rejects where it ended early. */
async function readText(response: IncomingMessage): Promise<string | null> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of response) {
    const chunk: Buffer = piece;
    bytes += chunk.length;
    if (bytes > mostAnswerBytes) {
      response.destroy();
      return null;
    }
    pieces.push(chunk);
  }
  return Buffer.concat(pieces).toString('utf8');
}

function waitOf(header: string | undefined): number | null {
  const seconds = Number(header ?? Number.NaN);
  return Number.isFinite(seconds) ? Math.min(longestWaitMs, Math.max(0, seconds * 1000)) : null;
}

function wordsOf(cause: unknown): string {
  if (cause instanceof AggregateError && cause.errors.length > 0) return wordsOf(cause.errors[0]);
  if (!(cause instanceof Error)) return 'The request failed.';
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
  return knownFaults[code] ?? (code === '' ? cause.message : `The connection failed (${code}).`);
}

const knownFaults: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'The connection was refused.',
  ENOTFOUND: 'The name of the service could not be found. This machine may be offline.',
  EAI_AGAIN: 'The name of the service could not be looked up. This machine may be offline.',
  ENETUNREACH: 'The network cannot be reached.',
  EHOSTUNREACH: 'Instagram cannot be reached.',
  ECONNRESET: 'The connection was cut.',
  EPIPE: 'The connection was cut.',
  ETIMEDOUT: 'The connection timed out.',
};
