import { err, ok, type Result } from '@videoexpress/job-schema';
import type { Clock, EngineError, SecretReader } from '@videoexpress/studio';
import { withTimeToAnswer } from '../time-to-answer.ts';
import { CallGate, callLimits } from './call-limits.ts';
import type { EndpointAddress } from './endpoint-address.ts';
import type { Exchanged, ExchangeFailure, HttpExchange } from './http-exchange.ts';
import {
  readCancelled,
  readHealth,
  readRefusal,
  readStatus,
  readSubmitted,
  type RunPodHealth,
  type RunPodStatus,
} from './runpod-answers.ts';

/** `unknown`: it may have been taken. Everything else surely was not. */
export type RunFailure =
  | { readonly code: 'not_sent' | 'unauthorized' | 'unknown' | 'no_key'; readonly detail: string }
  | { readonly code: 'busy'; readonly retryAfterMs: number | null; readonly detail: string }
  | { readonly code: 'refused'; readonly status: number; readonly detail: string };

export type AskFailure = EngineError | { readonly code: 'not_found' | 'no_key'; readonly detail: string };

/** How long a worker may take over a job, and how long the job may live in all, in milliseconds. */
export interface RunPolicy {
  readonly executionTimeout: number;
  readonly ttl: number;
}

/** RunPod's job API. Every answer is parsed; nothing rejects. Calls keep to the limits, and wait for their turn. */
export class RunPodClient {
  readonly #http: HttpExchange;
  readonly #secrets: SecretReader;
  readonly #clock: Clock;
  readonly #gates: Readonly<Record<keyof typeof callLimits, CallGate>>;

  constructor(parts: { readonly http: HttpExchange; readonly secrets: SecretReader; readonly clock: Clock }) {
    this.#http = parts.http;
    this.#secrets = parts.secrets;
    this.#clock = parts.clock;
    const gate = (name: keyof typeof callLimits) => new CallGate(callLimits[name], parts.clock);
    this.#gates = { run: gate('run'), status: gate('status'), cancel: gate('cancel') };
  }

  /** Submits a job: the id that RunPod gave it. `body` is the whole request as JSON text. */
  async run(endpoint: EndpointAddress, body: string, signal: AbortSignal): Promise<Result<string, RunFailure>> {
    const headers = await this.#headers();
    if (headers === null) return err(noKey);
    const request = { method: 'POST', url: `${endpoint.base}/run`, headers, body, freshConnection: true } as const;
    const answer = await this.#gates.run.pass(signal, () =>
      withTimeToAnswer(this.#clock, signal, (until) => this.#http.ask({ ...request, signal: until })),
    );
    if (answer === null) return err({ code: 'not_sent', detail: calledOff });
    if (!answer.ok) {
      const { sent, detail } = answer.error;
      return err({ code: sent ? 'unknown' : 'not_sent', detail });
    }
    return readRun(answer.value);
  }

  /** What became of a job. `not_found`: RunPod does not know it, or no longer, or not the endpoint. */
  async status(endpoint: EndpointAddress, id: string, signal: AbortSignal): Promise<Result<RunPodStatus, AskFailure>> {
    const answer = await this.#ask('status', 'GET', `${endpoint.base}/status/${encodeURIComponent(id)}`, signal);
    return answer.ok ? unreadableUnlessOk(readStatus(answer.value.text)) : answer;
  }

  /** Stops a job: how many milliseconds it had been worked on, null where nothing was said. Done is also: it had ended. */
  async cancel(endpoint: EndpointAddress, id: string, signal: AbortSignal): Promise<Result<number | null, AskFailure>> {
    const answer = await this.#ask('cancel', 'POST', `${endpoint.base}/cancel/${encodeURIComponent(id)}`, signal);
    return answer.ok ? ok(readCancelled(answer.value.text)) : answer;
  }

  async health(endpoint: EndpointAddress, signal: AbortSignal): Promise<Result<RunPodHealth, AskFailure>> {
    const answer = await this.#ask('status', 'GET', `${endpoint.base}/health`, signal);
    return answer.ok ? unreadableUnlessOk(readHealth(answer.value.text)) : answer;
  }

  close(): void {
    for (const gate of Object.values(this.#gates)) gate.close();
  }

  async #ask(
    gate: 'status' | 'cancel',
    method: 'GET' | 'POST',
    url: string,
    signal: AbortSignal,
  ): Promise<Result<Exchanged, AskFailure>> {
    const headers = await this.#headers();
    if (headers === null) return err(noKey);
    const answer = await this.#gates[gate].pass(signal, () => this.#http.ask({ method, url, headers, signal }));
    if (answer === null) return err({ code: 'unreachable', detail: calledOff });
    return answer.ok ? refusedUnlessOk(answer.value) : err(unreachable(answer.error));
  }

  async #headers(): Promise<Readonly<Record<string, string>> | null> {
    const key = await this.#secrets.read('RUNPOD_API_KEY');
    return key === null ? null : { authorization: `Bearer ${key}`, accept: 'application/json' };
  }
}

const calledOff = 'It was called off before it was sent.';
const noKey = { code: 'no_key', detail: 'There is no key for RunPod.' } as const;

function readRun({ status, retryAfterMs, text }: Exchanged): Result<string, RunFailure> {
  const said = readRefusal(text);
  const detail = said === null ? `RunPod answered ${status}.` : `RunPod answered ${status}: ${said}`;
  if (status >= 200 && status < 300) {
    const id = readSubmitted(text);
    return id.ok ? id : err({ code: 'unknown', detail: id.error });
  }
  if (status === 401 || status === 403) return err({ code: 'unauthorized', detail });
  if (status === 429 || status === 408) return err({ code: 'busy', retryAfterMs, detail });
  if (status >= 400 && status < 500) return err({ code: 'refused', status, detail });
  return err({ code: 'unknown', detail });
}

function refusedUnlessOk(answer: Exchanged): Result<Exchanged, AskFailure> {
  const { status, text } = answer;
  if (status >= 200 && status < 300) return ok(answer);
  const said = readRefusal(text);
  const detail = said === null ? `RunPod answered ${status}.` : `RunPod answered ${status}: ${said}`;
  if (status === 401 || status === 403) return err({ code: 'unauthorized', detail });
  if (status === 404) return err({ code: 'not_found', detail });
  return err({ code: 'unreachable', detail });
}

function unreadableUnlessOk<T>(read: Result<T, string>): Result<T, EngineError> {
  return read.ok ? read : err({ code: 'unreadable', detail: read.error });
}

function unreachable({ detail }: ExchangeFailure): EngineError {
  return { code: 'unreachable', detail };
}
