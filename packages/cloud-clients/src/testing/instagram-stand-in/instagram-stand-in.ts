import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { InstagramLoginEndpoints, type InstagramLoginOptions } from '../instagram-login/instagram-login-endpoints.ts';
import { answerGraph, type GraphStandIn } from './graph-answers.ts';
import {
  errorBody,
  type StandInCall,
  type StandInContainer,
  type StandInFault,
  type StandInReel,
} from './stand-in-state.ts';

export type { StandInCall, StandInContainer, StandInFault, StandInReel } from './stand-in-state.ts';

/** A request of publishing that was made, with what kind it is. */
export interface StandInRequest {
  readonly call: StandInCall;
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
  /** Answers what is no part of publishing: true, it did. The request's body is not read yet. */
  other: (request: IncomingMessage, response: ServerResponse) => Promise<boolean> | boolean;
  /** The login, where the stand-in was started with one: its tokens are good for publishing too. */
  readonly login: InstagramLoginEndpoints | null;
  close(): Promise<void>;
}

const version = 'v26.0';

/**
 * Starts it with one account, id `17841400000000001`, and the token `IGAA-stand-in`.
 *
 * @param options.login what the app is registered as; left out, nobody can log in
 * @param options.port left out, any
 */
export async function startInstagramStandIn(
  options: { readonly port?: number; readonly login?: InstagramLoginOptions } = {},
): Promise<InstagramStandIn> {
  const login = options.login === undefined ? null : new InstagramLoginEndpoints(options.login);
  const tokens = new Map([['IGAA-stand-in', '17841400000000001']]);
  const counts = new Map<StandInCall, number>();
  const server = createServer((request, response) => {
    void answer(request, response).catch(() => response.destroy());
  });
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address() as AddressInfo;

  const standIn: InstagramStandIn = {
    url: `http://127.0.0.1:${address.port}`,
    requests: [],
    tokens,
    login,
    accountOf: (token) => tokens.get(token) ?? login?.accountOf(token)?.userId ?? null,
    containers: new Map<string, StandInContainer>(),
    reels: [] as StandInReel[],
    looksUntilFinished: 1,
    quota: { used: 0, total: 50 },
    now: () => Date.now(),
    fault: () => null,
    onRequest: () => undefined,
    other: (request, response) => login?.handle(request, response) ?? false,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/' } = request;
    const path = new URL(url, standIn.url);
    const call = path.pathname.startsWith(`/${version}/`) ? callOf(method, path) : null;
    if (call === null) {
      if (!(await standIn.other(request, response))) send(response, 404, errorBody(2500, 'Unknown path components'));
      return;
    }
    const form = Object.fromEntries(new URLSearchParams(await bodyOf(request)));
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? null;
    const seen: StandInRequest = { call, method, url, token, form };
    standIn.requests.push(seen);
    await standIn.onRequest(seen);
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
  const [, , id, edge] = pathname.split('/');
  if (id === 'me') return null;
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
