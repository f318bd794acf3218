import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerGraph, type GraphStandIn } from './graph-answers.ts';
import {
  errorBody,
  type StandInCall,
  type StandInContainer,
  type StandInFault,
  type StandInReel,
} from './stand-in-state.ts';

export type { StandInCall, StandInContainer, StandInFault, StandInReel } from './stand-in-state.ts';

/** A request that was made, with what kind it is. */
export interface StandInRequest {
  readonly call: StandInCall | 'other';
  readonly method: string;
  readonly url: string;
  readonly token: string | null;
  readonly form: Readonly<Record<string, string>>;
}

/** Instagram's API for publishing as its contract has it, on loopback. */
export interface InstagramStandIn extends GraphStandIn {
  /** What stands for `https://graph.instagram.com`. */
  readonly url: string;
  readonly requests: StandInRequest[];
  /** What goes wrong with a call, asked for each; left alone, nothing. @param nth how many of this kind came before */
  fault: (call: StandInCall, nth: number) => StandInFault | null;
  /** Called when a request came in, before anything is done; what it waits for holds the request up. */
  onRequest: (request: StandInRequest) => Promise<void> | void;
  /**
   * Answers what is none of the Graph API's: the login, which has its own tests. True: it did.
   *
   * @param body of a POST
   */
  other: (request: IncomingMessage, response: ServerResponse, body: string) => Promise<boolean> | boolean;
  close(): Promise<void>;
}

const version = 'v26.0';

/** Starts it with one account, id `17841400000000001`, and the token `IGAA-stand-in`. @param port left out, any */
export async function startInstagramStandIn(port = 0): Promise<InstagramStandIn> {
  const counts = new Map<StandInCall, number>();
  const server = createServer((request, response) => {
    void answer(request, response).catch(() => response.destroy());
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address() as AddressInfo;

  const standIn: InstagramStandIn = {
    url: `http://127.0.0.1:${address.port}`,
    requests: [],
    tokens: new Map([['IGAA-stand-in', '17841400000000001']]),
    containers: new Map<string, StandInContainer>(),
    reels: [] as StandInReel[],
    looksUntilFinished: 1,
    quota: { used: 0, total: 50 },
    now: () => Date.now(),
    fault: () => null,
    onRequest: () => undefined,
    other: () => false,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/' } = request;
    const body = await bodyOf(request);
    const path = new URL(url, standIn.url);
    const form = Object.fromEntries(new URLSearchParams(body));
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? null;
    const call = path.pathname.startsWith(`/${version}/`) ? callOf(method, path) : null;
    const seen: StandInRequest = { call: call ?? 'other', method, url, token, form };
    standIn.requests.push(seen);
    await standIn.onRequest(seen);
    if (call === null) {
      if (!(await standIn.other(request, response, body)))
        send(response, 404, errorBody(2500, 'Unknown path components'));
      return;
    }
    const nth = counts.get(call) ?? 0;
    counts.set(call, nth + 1);
    const fault = standIn.fault(call, nth);
    if (fault?.when === 'before') return bringAbout(response, fault);
    const [status, answered] = await answerGraph(standIn, call, { path, form, token });
    if (fault !== null) return bringAbout(response, fault);
    send(response, status, answered);
  }

  return standIn;
}

/** Which of its calls an address is. */
function callOf(method: string, { pathname, searchParams }: URL): StandInCall | null {
  const [, , , edge] = pathname.split('/');
  if (method === 'POST') return edge === 'media' ? 'create' : edge === 'media_publish' ? 'publish' : null;
  if (edge === 'media') return 'list';
  if (edge === 'content_publishing_limit') return 'limit';
  if (edge !== undefined) return null;
  const fields = searchParams.get('fields') ?? '';
  return fields.includes('status_code') ? 'status' : fields.includes('permalink') ? 'permalink' : null;
}

function bringAbout(response: ServerResponse, { what }: StandInFault): void {
  if (what === 'hang') return;
  if (what === 'cut') return void response.destroy();
  if (what === 'outage') {
    response.writeHead(502, { 'content-type': 'text/html' }).end('<html><h1>Sorry, something went wrong.</h1></html>');
    return;
  }
  const { status, code, message = `Error ${code}`, retryAfterSeconds } = what;
  if (retryAfterSeconds !== undefined) response.setHeader('retry-after', String(retryAfterSeconds));
  send(response, status, errorBody(code, message, what));
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}
