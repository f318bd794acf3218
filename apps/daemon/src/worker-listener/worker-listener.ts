import { createServer, type RequestListener, type Server } from 'node:http';
import { isLoopbackAddress, type ListenAddress, listenAddressText, parseListenAddress } from '@videoexpress/host';
import { err, ok, type Result } from '@videoexpress/job-schema';
import type { OwnGpuRoom } from '@videoexpress/render-engines';
import type { Clock, Log } from '@videoexpress/studio';
import { bindServer } from '../http/listen/bind-server.ts';
import { answerBrokenRequest, noteAnswer } from '../http/listen/broken-request.ts';
import { closeServers } from '../http/listen/close-servers.ts';
import { endUnreadBody } from '../http/listen/unread-bodies.ts';
import { answerWorkers } from './answer-worker.ts';
import { watchWorkerToken } from './worker-token.ts';

export interface WorkerListenerParts {
  readonly room: OwnGpuRoom;
  readonly clock: Clock;
  readonly log: Log;
  readonly tokenFile: string;
  /** Told of each token, to keep it out of the log. */
  readonly onToken: (value: string) => void;
}

/** How long a client may take, in milliseconds. A clip of 2 GB comes over a slow line in hours. */
const timeouts = { headersMs: 10_000, requestMs: 6 * 60 * 60_000, idleMs: 75_000, unreadMs: 10_000, graceMs: 2000 };
/** A worker holds three or four; what comes beyond is hung up on. */
const maxConnections = 128;

export interface WorkerListener {
  /** Listens there and nowhere else; null: nowhere. Says why it could not; then nothing listens. */
  listenAt(address: string | null): Promise<Result<ListenAddress | null, string>>;
  close(): Promise<void>;
}

/** The listener for workers: opened, moved and closed while the daemon runs. One change after the other. */
export function createWorkerListener(parts: WorkerListenerParts): WorkerListener {
  const { room, clock, log } = parts;
  let open: { server: Server; closeToken: () => void } | null = null;
  let changing: Promise<unknown> = Promise.resolve();

  function inTurn<T>(change: () => Promise<T>): Promise<T> {
    const next = changing.then(change);
    changing = next.catch(() => undefined);
    return next;
  }

  async function shut(): Promise<void> {
    const was = open;
    open = null;
    if (was === null) return;
    was.closeToken();
    room.desk.noteListener({ state: 'off', address: null, beyondThisMachine: false, detail: null });
    await closeServers([was.server], timeouts.graceMs);
  }

  function failed(address: string, detail: string): Result<never, string> {
    room.desk.noteListener({ state: 'failed', address, beyondThisMachine: false, detail });
    log.warn({ address, detail }, 'The listener for workers is not open');
    return err(detail);
  }

  async function change(text: string | null): Promise<Result<ListenAddress | null, string>> {
    await shut();
    if (text === null) return ok(null);
    const wanted = parseListenAddress(text);
    if (wanted === null)
      return failed(text, `“${text}” is no address to listen on. Write HOST:PORT, as in 127.0.0.1:8124.`);
    const token = watchWorkerToken({
      path: parts.tokenFile,
      clock,
      onValue: parts.onToken,
      onRotated: () => room.desk.lockOut(),
    });
    if (!token.ok) return failed(text, `${token.error.path} can be neither read nor made (${token.error.detail}).`);
    const server = makeServer(answerWorkers({ desk: room.desk, token: token.value, clock, log }));
    const bound = await bindServer(server, wanted.host, wanted.port);
    if (!bound.ok) {
      token.value.close();
      return failed(text, whyNot(text, bound.error));
    }
    open = { server, closeToken: () => token.value.close() };
    const address = { host: wanted.host, port: bound.value.port };
    const beyondThisMachine = !isLoopbackAddress(address);
    const shown = listenAddressText(address);
    room.desk.noteListener({ state: 'open', address: shown, beyondThisMachine, detail: null });
    log.info({ address: shown }, 'Workers can come in');
    if (beyondThisMachine)
      log.warn({ address: shown }, 'Others on the network can reach the listener for workers, without encryption');
    return ok(address);
  }

  return {
    listenAt: (address) => inTurn(() => change(address)),
    close: () => inTurn(shut),
  };
}

function makeServer(listener: RequestListener): Server {
  const server = createServer({
    headersTimeout: timeouts.headersMs,
    requestTimeout: timeouts.requestMs,
    connectionsCheckingInterval: 2000,
    keepAliveTimeout: 20_000,
  });
  server.maxConnections = maxConnections;
  // Nothing in either direction for longer than a question is held open: whoever was there has left.
  server.setTimeout(timeouts.idleMs);
  server.on('request', (request, response) => {
    noteAnswer(request, response);
    endUnreadBody(request, response, timeouts.unreadMs);
    listener(request, response);
  });
  server.on('clientError', answerBrokenRequest);
  return server;
}

function whyNot(
  address: string,
  { code, detail }: { code: 'taken' | 'unavailable' | 'refused'; detail: string },
): string {
  switch (code) {
    case 'taken':
      return `${address} is taken by another program.`;
    case 'unavailable':
      return `This machine has no address of ${address}.`;
    case 'refused':
      return `${address} cannot be listened on (${detail}).`;
  }
}
