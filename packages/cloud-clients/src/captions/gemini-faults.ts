import type { CaptionFault } from '@videoexpress/studio';
import type { ApiError } from '@google/genai';
import { z } from 'zod';

const detailSchema = z.looseObject({ reason: z.string().optional(), retryDelay: z.string().optional() });
const bodySchema = z.object({
  error: z.looseObject({ status: z.string().optional(), details: z.array(detailSchema).optional() }),
});

/** Why Gemini gave no answer. Its words are left out; status and reason are enough. A bad key is a 400 there. */
export function geminiFault(sdk: { readonly ApiError: typeof ApiError }, cause: unknown): CaptionFault {
  if (!(cause instanceof sdk.ApiError)) return connectionFault(cause);
  const { reason, retrySeconds } = bodyOf(cause.message);
  const detail = `HTTP ${cause.status}${reason === null ? '' : ` ${reason}`}`;
  const retryAfter = retrySeconds === null ? {} : { retryAfterSeconds: retrySeconds };
  switch (cause.status) {
    case 400:
      return { code: reason === 'API_KEY_INVALID' ? 'key_refused' : 'failed', detail };
    case 401:
      return { code: 'key_refused', detail };
    case 403:
      return { code: 'not_allowed', detail };
    case 404:
      return { code: 'no_model', detail };
    case 429:
      return { code: 'too_many', detail, ...retryAfter };
    case 503:
      return { code: 'overloaded', detail, ...retryAfter };
    default:
      return { code: 'failed', detail };
  }
}

function connectionFault(cause: unknown): CaptionFault {
  if (!(cause instanceof Error)) throw cause;
  if (cause.name === 'AbortError' || cause.name === 'TimeoutError') {
    return { code: 'timed_out', detail: 'no answer in time' };
  }
  // So fetch says that there is no connection. Anything else is a bug.
  if (cause instanceof TypeError && /fetch failed/.test(cause.message)) {
    return { code: 'unreachable', detail: 'no connection' };
  }
  if (cause instanceof SyntaxError) return { code: 'unreadable', detail: 'the answer is not JSON' };
  if (/fetch failed|exception .* sending request/i.test(cause.message)) {
    return { code: 'unreachable', detail: 'no connection' };
  }
  throw cause;
}

/** The SDK puts the whole body of the answer into the message. */
function bodyOf(message: string): { readonly reason: string | null; readonly retrySeconds: number | null } {
  try {
    const { error } = bodySchema.parse(JSON.parse(message));
    const given = error.details?.find((each) => each.reason !== undefined)?.reason ?? error.status ?? '';
    const delay = /^(\d+(?:\.\d+)?)s$/.exec(error.details?.find((each) => each.retryDelay)?.retryDelay ?? '')?.[1];
    return {
      reason: /^[A-Z_]{1,60}$/.test(given) ? given : null,
      retrySeconds: delay === undefined ? null : Number(delay),
    };
  } catch {
    return { reason: null, retrySeconds: null };
  }
}
