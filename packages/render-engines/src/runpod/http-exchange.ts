import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { err, ok, type Result } from '@videoexpress/job-schema';

/** An answer, whatever its status. */
export interface Exchanged {
  readonly status: number;
  /** What the service asked to wait, in milliseconds; null where it did not. */
  readonly retryAfterMs: number | null;
  readonly text: string;
}

/** There was no whole answer. */
export interface ExchangeFailure {
  /**
   * False: no connection came about (refused, no such name, no route, a certificate that is wrong), so the service has
   * surely seen nothing of the request.
   */
  readonly sent: boolean;
  readonly detail: string;
}

export interface ExchangeRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /**
   * On a connection of its own. One that was kept open may be closed by the other side just as it is used, and then nobody
   * knows whether the request was seen: for work that is paid for, that is never worth the time saved.
   */
  readonly freshConnection?: boolean;
  readonly signal: AbortSignal;
}

/** An answer above this is cut off: an inline result is at most half of it. */
const maxAnswerBytes = 32 * 1024 * 1024;

/** Asks over HTTP, with connections kept open between questions. */
export class HttpExchange {
  readonly #kept = {
    http: new HttpAgent({ keepAlive: true, maxFreeSockets: 8 }),
    https: new HttpsAgent({ keepAlive: true, maxFreeSockets: 8 }),
  };
  #open = 0;

  /** How many questions are open. */
  get open(): number {
    return this.#open;
  }

  /** Never rejects. A question whose kept connection turned out to be closed is asked once more, on a new one. */
  async ask(request: ExchangeRequest): Promise<Result<Exchanged, ExchangeFailure>> {
    this.#open += 1;
    try {
      const first = await this.#once(request);
      if (first.ok || first.error.onClosedConnection !== true || request.method !== 'GET') return first;
      return await this.#once({ ...request, freshConnection: true });
    } finally {
      this.#open -= 1;
    }
  }

  /** Lets go of the connections that were kept open. */
  close(): void {
    this.#kept.http.destroy();
    this.#kept.https.destroy();
  }

  #once(
    request: ExchangeRequest,
  ): Promise<Result<Exchanged, ExchangeFailure & { readonly onClosedConnection?: boolean }>> {
    const { url, method, headers, body, signal } = request;
    const isPlain = url.startsWith('http:');
    const kept = isPlain ? this.#kept.http : this.#kept.https;
    return new Promise((resolve) => {
      let connected = false;
      const sent = (isPlain ? httpRequest : httpsRequest)(url, {
        method,
        headers: {
          ...headers,
          ...(body === undefined
            ? {}
            : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
        },
        agent: request.freshConnection === true ? false : kept,
        signal,
      });
      const fail = (cause: unknown) => {
        const detail = signal.aborted ? 'It was called off.' : wordsOf(cause);
        resolve(err({ sent: connected, detail, onClosedConnection: sent.reusedSocket && !signal.aborted }));
      };
      sent.on('socket', (socket) => {
        if (sent.reusedSocket) connected = true;
        else socket.once(isPlain ? 'connect' : 'secureConnect', () => (connected = true));
      });
      sent.on('error', fail);
      sent.on('response', (response) => {
        readText(response).then((text) => {
          if (text === null) return fail(new Error('The answer is too large.'));
          const retryAfterMs = retryAfter(response.headers['retry-after']);
          resolve(ok({ status: response.statusCode ?? 0, retryAfterMs, text }));
        }, fail);
      });
      sent.end(body);
    });
  }
}

/** Null: it is too large, and was cut off. Rejects where it ended early. */
async function readText(response: IncomingMessage): Promise<string | null> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of response) {
    const chunk: Buffer = piece;
    bytes += chunk.length;
    if (bytes > maxAnswerBytes) {
      response.destroy();
      return null;
    }
    pieces.push(chunk);
  }
  return Buffer.concat(pieces).toString('utf8');
}

/** Seconds, or a date. */
function retryAfter(header: string | undefined): number | null {
  if (header === undefined) return null;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - Date.now());
}

/** What went wrong, without an address: a service's name is known, and a link may hold more than that. */
function wordsOf(cause: unknown): string {
  if (cause instanceof AggregateError && cause.errors.length > 0) return wordsOf(cause.errors[0]);
  if (!(cause instanceof Error)) return 'It failed.';
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
  return knownFaults[code] ?? (code === '' ? cause.message : `The connection failed (${code}).`);
}

const knownFaults: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'The connection was refused.',
  ENOTFOUND: 'The name of the service could not be found. This machine may be offline.',
  EAI_AGAIN: 'The name of the service could not be looked up. This machine may be offline.',
  ENETUNREACH: 'The network cannot be reached.',
  EHOSTUNREACH: 'The service cannot be reached.',
  ECONNRESET: 'The connection was cut.',
  EPIPE: 'The connection was cut.',
  ETIMEDOUT: 'The connection timed out.',
};
