import type { CaptionFault } from '@videoexpress/studio';
import type OpenAI from 'openai';

/** Why OpenAI gave no answer. Its words are left out: those of a wrong key quote a part of it. */
export function openaiFault(sdk: typeof OpenAI, cause: unknown): CaptionFault {
  if (cause instanceof sdk.APIUserAbortError || cause instanceof sdk.APIConnectionTimeoutError) {
    return { code: 'timed_out', detail: 'no answer in time' };
  }
  if (cause instanceof sdk.APIConnectionError) return { code: 'unreachable', detail: 'no connection' };
  if (cause instanceof SyntaxError) return { code: 'unreadable', detail: 'the answer is not JSON' };
  if (!(cause instanceof sdk.APIError)) throw cause;
  const status = typeof cause.status === 'number' ? cause.status : 0;
  const code = typeof cause.code === 'string' ? cause.code : '';
  const detail = `HTTP ${status}${/^[a-z_]{1,60}$/.test(code) ? ` ${code}` : ''}`;
  const wait = secondsOf(cause.headers);
  const retryAfter = wait === null ? {} : { retryAfterSeconds: wait };
  switch (status) {
    case 401:
      return { code: 'key_refused', detail };
    case 403:
      return { code: 'not_allowed', detail };
    case 404:
      return { code: 'no_model', detail };
    case 429:
      return code === 'insufficient_quota'
        ? { code: 'no_credit', detail }
        : { code: 'too_many', detail, ...retryAfter };
    case 400:
      if (code === 'model_not_found') return { code: 'no_model', detail };
      return /policy|safety|moderation/.test(code) ? { code: 'refused', detail } : { code: 'failed', detail };
    default:
      return status === 503 ? { code: 'overloaded', detail, ...retryAfter } : { code: 'failed', detail };
  }
}

function secondsOf(headers: Headers | undefined): number | null {
  const milliseconds = Number(headers?.get('retry-after-ms') ?? Number.NaN);
  if (milliseconds >= 0) return milliseconds / 1000;
  const seconds = Number(headers?.get('retry-after') ?? Number.NaN);
  return seconds >= 0 ? seconds : null;
}
