import { err, ok, type Result } from '@videoexpress/job-schema';
import type { Clock, ConnectionTokens, PostAccount, TokenError } from '@videoexpress/studio';
import { z } from 'zod';
import { askGraph, type GraphRequest } from './graph-exchange.ts';
import { type GraphFault, parsed, readFault } from './graph-fault.ts';

/**
 * Why a call of the Graph API brought nothing. After `no_token` and `not_sent` it was surely not made; after `no_answer`
 * nobody knows. `unreadable`: it said yes, in words that cannot be read.
 */
export type GraphFailure =
  | { readonly kind: 'no_token'; readonly error: TokenError }
  | { readonly kind: 'not_sent' | 'no_answer' | 'unreadable'; readonly detail: string }
  | { readonly kind: 'refused'; readonly fault: GraphFault };

export interface GraphCall<T> {
  /** Below the version, without a slash in front. */
  readonly path: string;
  /** Of a GET. */
  readonly query?: Readonly<Record<string, string>>;
  /** Of a POST. */
  readonly form?: Readonly<Record<string, string>>;
  readonly answer: z.ZodType<T>;
}

/** The Graph API in the name of an account. Nothing rejects. */
export interface GraphClient {
  call<T>(
    account: Pick<PostAccount, 'connectionId'>,
    call: GraphCall<T>,
    signal: AbortSignal,
  ): Promise<Result<T, GraphFailure>>;
}

/** The version that this was written to; it ends no earlier than two years after 2026-07-29. */
const version = 'v26.0';
/** An id is a number that may be larger than any that JavaScript can hold. */
export const graphIdSchema = z.union([z.string().min(1), z.number().int().transform(String)]);
/** How long one answer may take. Publishing takes a few seconds; the rest, less. */
const answerLimitMs = 60_000;
/** The token was refused. */
const tokenRefused = 190;

/** @param baseUrl without a slash at the end */
export function createGraphClient(deps: {
  readonly baseUrl: string;
  readonly tokens: ConnectionTokens;
  readonly clock: Clock;
}): GraphClient {
  const { baseUrl, tokens, clock } = deps;

  async function once<T>(
    { path, query, form, answer: schema }: GraphCall<T>,
    token: string,
    signal: AbortSignal,
  ): Promise<Result<T, GraphFailure>> {
    const search = query === undefined ? '' : `?${new URLSearchParams(query).toString()}`;
    const limit = limitOf(clock, answerLimitMs, signal);
    const request: GraphRequest = {
      url: `${baseUrl}/${version}/${path}${search}`,
      token,
      ...(form === undefined ? {} : { form }),
      signal: limit.signal,
    };
    const answered = await askGraph(request).finally(limit.end);
    if (!answered.ok) {
      const { sent, detail } = answered.error;
      return err({ kind: sent ? 'no_answer' : 'not_sent', detail });
    }
    const { status, text } = answered.value;
    if (status < 200 || status >= 300) return err({ kind: 'refused', fault: readFault(answered.value) });
    const read = schema.safeParse(parsed(text));
    if (read.success) return ok(read.data);
    // It also answers 200 with an error in it.
    if (text.includes('"error"')) return err({ kind: 'refused', fault: readFault(answered.value) });
    return err({ kind: 'unreadable', detail: 'Instagram said yes in words that could not be read.' });
  }

  return {
    async call({ connectionId }, call, signal) {
      const token = await tokens.current(connectionId, signal);
      if (!token.ok) return err({ kind: 'no_token', error: token.error });
      const first = await once(call, token.value, signal);
      if (first.ok || first.error.kind !== 'refused' || first.error.fault.code !== tokenRefused) return first;
      // It is refused before anything is done, so asking again is the first time.
      const newer = await tokens.afterRefusal(connectionId, token.value, signal);
      if (!newer.ok) return err({ kind: 'no_token', error: newer.error });
      const second = await once(call, newer.value, signal);
      if (second.ok || second.error.kind !== 'refused' || second.error.fault.code !== tokenRefused) return second;
      return err({ kind: 'no_token', error: { code: 'needs_login', detail: second.error.fault.words } });
    },
  };
}

/** Ends on its own after a time on a clock that tests move, or with the signal. */
function limitOf(clock: Clock, ms: number, signal: AbortSignal): { readonly signal: AbortSignal; end: () => void } {
  const late = new AbortController();
  const callOff = clock.after(ms, () => late.abort());
  return { signal: AbortSignal.any([signal, late.signal]), end: callOff };
}
