import { err, ok, type Result } from '@videoexpress/job-schema';
import type { SubmitError } from '@videoexpress/studio';
import type { ConnectionFailure } from './connection-failure.ts';
import type { Answer } from './videos-client.ts';
import { errorWords, videoSchema } from './wire.ts';

/**
 * What became of a submission. Only a request that never reached the server and an answer from 400 to 499 say that it was
 * not taken; whatever else is no readable record of a video leaves it open.
 */
export function readSubmission(sent: Result<Answer, ConnectionFailure>): Result<{ id: string }, SubmitError> {
  if (!sent.ok) {
    const { neverSent, detail } = sent.error;
    return err({ code: neverSent ? 'unreachable' : 'unknown', detail });
  }
  const { status, body, retryAfterMs } = sent.value;
  if (status >= 400 && status < 500) return err(notTaken(status, body, retryAfterMs));
  const video = status >= 200 && status < 300 ? videoSchema.safeParse(body) : null;
  if (video?.success === true) return ok({ id: video.data.id });
  return err({ code: 'unknown', detail: `It answered ${status} ${errorWords(body) ?? 'with something unreadable'}.` });
}

function notTaken(status: number, body: unknown, retryAfterMs: number | null): SubmitError {
  const words = errorWords(body);
  const detail = `${status} ${words ?? 'without a reason'}`;
  switch (status) {
    case 401:
    case 403:
      return { code: 'unauthorized', detail };
    case 408:
    case 409:
    case 425:
    case 429:
      return { code: 'busy', detail, ...(retryAfterMs === null ? {} : { retryAfterMs }) };
    case 404:
    case 405: {
      const missing = 'The server does not take videos at this address. Nothing was spent.';
      const wayOut = 'Check the address in Settings, and that it runs a video model.';
      return { code: 'rejected', detail, userMessage: `${missing} ${wayOut}` };
    }
    case 413: {
      const userMessage = 'The server says the picture is too large. Nothing was spent. Use a smaller one.';
      return { code: 'rejected', detail, userMessage };
    }
    default: {
      const userMessage = `The server refused it: ${words ?? `answer ${status}`}. Nothing was spent. Change what it names.`;
      return { code: 'rejected', detail, userMessage: userMessage.replace(/\.\. /g, '. ') };
    }
  }
}

/** The server refused the marker in `seconds`, and nothing else is known to be wrong. */
export function marksAreRefused(sent: Result<Answer, ConnectionFailure>): boolean {
  if (!sent.ok || (sent.value.status !== 400 && sent.value.status !== 422)) return false;
  return /seconds|duration/i.test(errorWords(sent.value.body) ?? '');
}
