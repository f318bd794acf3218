import { type ConnectionId, err, ok, type Result } from '@videoexpress/job-schema';
import type { ConnectionTokens, TokenError } from '@videoexpress/studio';
import type { HttpAnswer, Unreachable } from './answer.ts';
import { type OutgoingRequest, sendRequest } from './send-request.ts';

/** No token, or no line. */
export type CallError = TokenError | Unreachable;

/** How YouTube is called in the name of one account. */
export interface YoutubeApi {
  /** Of the API, without a slash at the end. */
  readonly base: string;
  /**
   * Sends a request with the account's token. A token that is refused is replaced once, and the same request sent again. What
   * comes back, a second 401 as well, is for the caller to judge.
   */
  readonly send: (
    request: Omit<OutgoingRequest, 'headers' | 'signal'> & { readonly headers?: Readonly<Record<string, string>> },
    signal: AbortSignal,
  ) => Promise<Result<HttpAnswer, CallError>>;
}

/** @param base where the API is: Google's, or a stand-in's */
export function createYoutubeApi(base: string, tokens: ConnectionTokens, account: ConnectionId): YoutubeApi {
  return {
    base,
    async send(request, signal) {
      const token = await tokens.current(account, signal);
      if (!token.ok) return token;
      const answer = await sendWith(request, token.value, signal);
      if (!answer.ok || answer.value.status !== 401) return answer;
      const newer = await tokens.afterRefusal(account, token.value, signal);
      return newer.ok ? sendWith(request, newer.value, signal) : newer;
    },
  };
}

async function sendWith(
  request: Parameters<YoutubeApi['send']>[0],
  token: string,
  signal: AbortSignal,
): Promise<Result<HttpAnswer, Unreachable>> {
  const sent = await sendRequest({
    ...request,
    headers: { ...request.headers, authorization: `Bearer ${token}` },
    signal,
  });
  return sent.ok ? ok(sent.value) : err(sent.error);
}
