import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Answer } from './answer.ts';

/** A call as the routes see it. */
export interface Call {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly authorization: string | null;
  readonly body: string;
  /** The body was longer than is taken; `body` is its beginning. */
  readonly isTooLong: boolean;
  readonly requestId: string | null;
  /** Aborted when the caller hangs up before it was answered. */
  readonly hungUp: AbortSignal;
}

export interface LoopbackListener {
  readonly port: number;
  /** `http://127.0.0.1:<port>`. */
  readonly origin: string;
  /** From now on connections are refused, and open ones are cut. */
  readonly refuse: () => Promise<void>;
  /** Listens again, on the same port. */
  readonly accept: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface ListenerOptions {
  /** Zero: any that is free. */
  readonly port: number;
  readonly maxBodyBytes: number;
  readonly answer: (call: Call) => Promise<Answer>;
}

/** An HTTP server on this machine's loopback address. Rejects where the port cannot be had. */
export async function openLoopbackListener(options: ListenerOptions): Promise<LoopbackListener> {
  let server = await listen(options, options.port);
  const { port } = server.address() as AddressInfo;
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    refuse: () => shut(server),
    async accept() {
      if (!server.listening) server = await listen(options, port);
    },
    close: () => shut(server),
  };
}

async function listen(options: ListenerOptions, port: number): Promise<Server> {
  const server = createServer((request, response) => {
    void serve(options, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return server;
}

async function shut(server: Server): Promise<void> {
  if (!server.listening) return;
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

async function serve(options: ListenerOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const hungUp = new AbortController();
  response.on('close', () => hungUp.abort());
  const { body, isTooLong } = await readBody(request, options.maxBodyBytes);
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const answer = await options.answer({
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    authorization: request.headers.authorization ?? null,
    body,
    isTooLong,
    requestId: request.headers['x-request-id']?.toString() ?? null,
    hungUp: hungUp.signal,
  });
  if (answer.kind === 'hang') return;
  if (answer.kind === 'reset') {
    request.socket.resetAndDestroy();
    return;
  }
  response.writeHead(answer.status, { ...answer.headers, 'content-length': Buffer.byteLength(answer.body) });
  response.end(answer.body);
}

/** Reads all of it, and keeps what is allowed: a client that is cut off while it sends would never read why. */
async function readBody(request: IncomingMessage, maxBytes: number): Promise<{ body: string; isTooLong: boolean }> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const part = chunk as Buffer;
    bytes += part.length;
    if (bytes <= maxBytes) chunks.push(part);
  }
  return { body: Buffer.concat(chunks).toString('utf8'), isTooLong: bytes > maxBytes };
}
