import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { KeepAnswer, LinkedThing, WorkerCall, WorkerDesk } from '@videoexpress/render-engines';
import type { Clock, Log } from '@videoexpress/studio';
import { ClientLeft, readBody } from '../http/body/read-body.ts';
import { setSecurityHeaders } from '../http/guard/security-headers.ts';
import { createWrongCodeLimit } from '../http/login/wrong-code-limit.ts';
import { receiveFile, type ReceiveError } from './receive-file.ts';
import { answer, answerText } from './worker-answer.ts';
import { readWorkerAddress, readWorkerCall, type WorkerAddress, workerVerbs } from './worker-request.ts';
import type { WorkerToken } from './worker-token.ts';

export interface WorkerAnswersDeps {
  readonly desk: WorkerDesk;
  readonly token: WorkerToken;
  readonly clock: Clock;
  readonly log: Log;
}

const mostAtOnce = 16;
const kept: Readonly<Record<KeepAnswer, number>> = { stored: 200, taken: 412, refused: 409, gone: 410 };
const notReceived: Readonly<Record<ReceiveError, number>> = {
  too_large: 413,
  cut_off: 400,
  too_slow: 408,
  disk_full: 507,
  unwritable: 500,
};

/**
 * Answers workers: the wire protocol of the official RunPod SDK, and the links of orders. Nothing of the studio's own
 * interface is behind it, and a browser has no business here.
 */
export function answerWorkers(deps: WorkerAnswersDeps): RequestListener {
  const { desk, token, clock, log } = deps;
  const wrongTokens = createWrongCodeLimit(clock);
  const wrongLinks = createWrongCodeLimit(clock);

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const isBrowser = request.headers.origin !== undefined || request.headers['sec-fetch-site'] !== undefined;
    if (isBrowser) return refuse(response, 403);
    const address = readWorkerAddress(request.url ?? '');
    if (address === null) return refuse(response, 404);
    return address.kind === 'file'
      ? answerFile(request, response, address.token)
      : answerVerb(request, response, address);
  }

  /** 429 makes the SDK wait for some seconds; anything else it asks again at once. */
  async function refuseGuess(response: ServerResponse, limit: typeof wrongTokens, status: 401 | 404): Promise<void> {
    const waitS = limit.note();
    if (waitS !== null) response.setHeader('retry-after', String(waitS));
    await refuse(response, waitS === null ? status : 429);
  }

  async function answerVerb(
    request: IncomingMessage,
    response: ServerResponse,
    address: Extract<WorkerAddress, { kind: 'verb' }>,
  ): Promise<void> {
    if (!token.matches(request.headers.authorization)) {
      log.warn({ worker: address.worker }, 'A worker with a wrong token was refused');
      return refuseGuess(response, wrongTokens, 401);
    }
    const { verb, query, worker, orderId } = address;
    if (request.method !== workerVerbs[verb].method) return refuse(response, 405);
    const call = readWorkerCall(request, worker, query);
    if (call === null) return refuse(response, 400);
    switch (verb) {
      case 'job-take':
        return take(request, response, call, { most: 1, idle: query.get('job_in_progress') === '0' });
      case 'job-take-batch': {
        const most = Math.min(mostAtOnce, Math.max(1, Number.parseInt(query.get('batch_size') ?? '1', 10) || 1));
        return take(request, response, call, { most, idle: query.get('job_in_progress') === '0', isBatch: true });
      }
      case 'job-stop': {
        const ids = await desk.stops(call, leftSignal(response));
        await (ids.length === 0 ? answer(response, 204) : answer(response, 200, { jobsToStop: ids }));
        return;
      }
      case 'job-done': {
        const body = await readBody(request);
        if (!body.ok) return refuse(response, 413);
        const taken = await desk.report(call, orderId, parse(body.value.toString('utf8')));
        await answer(response, taken === 'taken' ? 200 : 404, {});
        return;
      }
      case 'job-stream': {
        // Nothing that this worker runs streams; it is taken so that the SDK is content.
        const body = await readBody(request);
        await answer(response, body.ok ? 200 : 413, {});
        return;
      }
      case 'ping': {
        const ids = (query.get('job_id') ?? '').split(',').filter((id) => /^[A-Za-z0-9_-]{1,64}$/.test(id));
        desk.ping(call, ids.slice(0, mostAtOnce), troubleIn(query));
        await answer(response, 200, {});
        return;
      }
      case 'leave':
        desk.leave(call);
        await answer(response, 200, {});
        return;
    }
  }

  async function take(
    _request: IncomingMessage,
    response: ServerResponse,
    call: WorkerCall,
    { most, idle, isBatch = false }: { most: number; idle: boolean; isBatch?: boolean },
  ): Promise<void> {
    const orders = await desk.take(call, { most, idle, signal: leftSignal(response) });
    const [first] = orders;
    if (first === undefined) {
      await answer(response, 204);
      return;
    }
    const isOut = await answer(response, 200, isBatch ? orders : first);
    if (!isOut) desk.undeliver(call, orders);
  }

  async function answerFile(request: IncomingMessage, response: ServerResponse, link: string): Promise<void> {
    const { method } = request;
    if (method !== 'GET' && method !== 'PUT') return refuse(response, 405);
    const thing = desk.link(link, method);
    if (thing === null) return refuseGuess(response, wrongLinks, 404);
    switch (thing.kind) {
      case 'send_file':
        return sendFile(response, thing);
      case 'send_text': {
        const text = await thing.text();
        await (text === null ? refuse(response, 404) : answerText(response, 200, text));
        return;
      }
      case 'receive_file': {
        const received = await receiveFile(request, thing.toPath, { maxBytes: thing.maxBytes, clock });
        const status = received.ok ? kept[await thing.keep(received.value)] : notReceived[received.error];
        await answer(response, status);
        return;
      }
      case 'receive_text': {
        const body = await readBody(request);
        if (!body.ok || body.value.length > thing.maxBytes) return refuse(response, 413);
        const onlyIfNone = request.headers['if-none-match'] === '*';
        await answer(response, kept[await thing.keep(body.value.toString('utf8'), onlyIfNone)]);
      }
    }
  }

  async function sendFile(
    response: ServerResponse,
    { path, cutOff }: Extract<LinkedThing, { kind: 'send_file' }>,
  ): Promise<void> {
    const size = (await stat(path).catch(() => null))?.size;
    if (size === undefined) return refuse(response, 404);
    setSecurityHeaders(response);
    response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': size });
    try {
      await pipeline(createReadStream(path), response);
    } catch (cause) {
      cutOff();
      throw cause;
    }
  }

  return (request, response) => {
    respond(request, response).catch((cause: unknown) => {
      // A client that leaves in the middle is no fault of anyone here.
      const hasLeft = cause instanceof ClientLeft || response.destroyed || request.destroyed;
      if (!hasLeft) log.error({ err: cause }, 'A question of a worker could not be answered');
      if (response.headersSent || response.destroyed) response.destroy();
      else void refuse(response, 500);
    });
  };
}

async function refuse(response: ServerResponse, status: number): Promise<void> {
  await answer(response, status, {});
}

/** Aborted when the client goes away before its answer is out. */
function leftSignal(response: ServerResponse): AbortSignal {
  const left = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) left.abort();
  });
  return left.signal;
}

/** Undefined where it is no JSON: the desk cannot read it either, and says so. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What the SDK's own checks of the machine found, where that is no good. */
function troubleIn(query: URLSearchParams): string | null {
  if (query.get('status') !== 'unhealthy') return null;
  const said = [query.get('check'), query.get('reason')].filter((each) => each !== null && each !== '').join(': ');
  return `Its own check failed. ${said.replaceAll(/\p{C}+/gu, ' ').slice(0, 200)}`.trim();
}
