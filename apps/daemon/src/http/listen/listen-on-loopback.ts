import { createServer, type RequestListener, type Server } from 'node:http';
import { err, ok, type Result } from '@videoexpress/job-schema';
import { bindServer } from './bind-server.ts';
import { closeServers } from './close-servers.ts';
import { answerBrokenRequest, noteAnswer } from './broken-request.ts';
import { endUnreadBody } from './unread-bodies.ts';

export interface Loopback {
  readonly port: number;
  /** False on a machine without IPv6, where 127.0.0.1 is all there is. */
  readonly ipv6: boolean;
  /** Begins to answer. Requests that came before wait until then. */
  serve(listener: RequestListener): void;
  /** Takes no more connections, lets running answers finish, and cuts off what is not done after the grace. */
  close(): Promise<void>;
}

export type ListenError =
  | { readonly code: 'port_taken'; readonly family: 'IPv4' | 'IPv6'; readonly port: number }
  | { readonly code: 'no_loopback'; readonly detail: string };

/** How long a client may take, in milliseconds. */
export interface ListenTimeouts {
  readonly headersMs: number;
  /** Headers and body together. Each kind of body has a shorter limit of its own on how long it may stand still. */
  readonly requestMs: number;
  /** The rest of a body, once its request is answered. */
  readonly unreadBodyMs: number;
  readonly closeGraceMs: number;
  readonly checkEveryMs: number;
}

const defaultTimeouts: ListenTimeouts = {
  headersMs: 10_000,
  requestMs: 6 * 60 * 60_000,
  // A large upload that was refused goes on for as long as reading it from a disk takes.
  unreadBodyMs: 10_000,
  closeGraceMs: 5_000,
  checkEveryMs: 2_000,
};
const maxConnections = 512;
/** With port 0 the system picks a port that is free on IPv4; another program may hold it on IPv6. */
const freePortTries = 20;

/**
 * Binds 127.0.0.1 and ::1 on the same port, and nothing else that was not asked for. It is an error when another program holds either one: that
 * program would receive what is meant for us. Port 0 takes any port that is free on both.
 */
export async function listenOnLoopback(options: {
  readonly port: number;
  readonly timeouts?: Partial<ListenTimeouts>;
  /** Addresses of this machine to listen on as well; left out, none. */
  readonly alsoOn?: readonly string[];
}): Promise<Result<Loopback, ListenError>> {
  const timeouts = { ...defaultTimeouts, ...options.timeouts };
  for (let tries = 1; ; tries += 1) {
    const bound = await bindAll(options.port, options.alsoOn ?? [], timeouts);
    const mayTryAgain = options.port === 0 && tries < freePortTries;
    if (bound.ok || bound.error.code !== 'port_taken' || !mayTryAgain) return bound;
  }
}

async function bindAll(
  port: number,
  alsoOn: readonly string[],
  timeouts: ListenTimeouts,
): Promise<Result<Loopback, ListenError>> {
  const listener = Promise.withResolvers<RequestListener>();
  const servers = [makeServer(listener.promise, timeouts), makeServer(listener.promise, timeouts)] as const;
  const first = await bindServer(servers[0], '127.0.0.1', port);
  if (!first.ok) return err(listenError(first.error, 'IPv4', port));
  const bound = first.value.port;
  const second = await bindServer(servers[1], '::1', bound);
  const ipv6 = second.ok || second.error.code !== 'unavailable';
  if (!second.ok && ipv6) {
    await closeServers([servers[0]], 0);
    return err(listenError(second.error, 'IPv6', bound));
  }
  const open: Server[] = ipv6 ? [...servers] : [servers[0]];
  for (const address of alsoOn) {
    const server = makeServer(listener.promise, timeouts);
    const further = await bindServer(server, address, bound);
    if (!further.ok) {
      await closeServers(open, 0);
      return err(listenError(further.error, address.includes(':') ? 'IPv6' : 'IPv4', bound));
    }
    open.push(server);
  }
  return ok({
    port: bound,
    ipv6,
    serve: (answer) => listener.resolve(answer),
    close: () => closeServers(open, timeouts.closeGraceMs),
  });
}

function makeServer(listener: Promise<RequestListener>, timeouts: ListenTimeouts): Server {
  const server = createServer({
    headersTimeout: timeouts.headersMs,
    requestTimeout: timeouts.requestMs,
    connectionsCheckingInterval: timeouts.checkEveryMs,
    // The guard answers a missing Host itself, with all its headers.
    requireHostHeader: false,
  });
  server.maxConnections = maxConnections;
  const answer: RequestListener = (request, response) => {
    noteAnswer(request, response);
    endUnreadBody(request, response, timeouts.unreadBodyMs);
    void listener.then((serve) => serve(request, response));
  };
  server.on('request', answer);
  // Not told to go on before the guard has seen the headers; the reader of the body does that.
  server.on('checkContinue', answer);
  // Another expectation is refused by the guard; Node's own answer has no security headers.
  server.on('checkExpectation', answer);
  server.on('clientError', answerBrokenRequest);
  return server;
}

function listenError(
  error: { readonly code: 'taken' | 'unavailable' | 'refused'; readonly detail: string },
  family: 'IPv4' | 'IPv6',
  port: number,
): ListenError {
  return error.code === 'taken' ? { code: 'port_taken', family, port } : { code: 'no_loopback', detail: error.detail };
}
