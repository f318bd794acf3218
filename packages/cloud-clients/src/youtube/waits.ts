import type { PostError } from '@videoexpress/job-schema';
import type { Clock, PublishOutcome, TokenError } from '@videoexpress/studio';
import { localMoment } from './pacific-midnight.ts';

/** Tries in a row before the post gives its place to others for a while. */
const triesInARow = 6;
const firstWaitMs = 1000;
const longestWaitMs = 60_000;
/** How long the post then waits in the queue. */
const restMs = 5 * 60_000;
/** Trouble that lasts for so long is told to a person. */
const giveUpAfterMs = 24 * 60 * 60_000;

/** What trouble comes to: wait here and ask again, rest in the queue, or give up. */
export type Trouble =
  | { readonly kind: 'again'; readonly afterMs: number }
  | { readonly kind: 'rest'; readonly untilMs: number }
  | { readonly kind: 'give_up' };

/** @param sinceMs wall time since when nothing goes on  @param tries failures in a row, this one included */
export function troubleOf(nowMs: number, sinceMs: number, tries: number, retryAfterMs: number | null): Trouble {
  const isAskedTo = retryAfterMs !== null && retryAfterMs > longestWaitMs;
  if (isAskedTo || tries > triesInARow) {
    // Only here: of that day the machine may have slept all but a moment, and its network comes a little after it.
    if (nowMs - sinceMs > giveUpAfterMs) return { kind: 'give_up' };
    return { kind: 'rest', untilMs: nowMs + (isAskedTo ? retryAfterMs : Math.max(restMs, retryAfterMs ?? 0)) };
  }
  // Many that were cut off by the same outage should not all come back at once.
  const backoffMs = Math.min(longestWaitMs, firstWaitMs * 2 ** (tries - 1)) * (0.75 + Math.random() / 2);
  return { kind: 'again', afterMs: Math.max(backoffMs, retryAfterMs ?? 0) };
}

/** The post rests in the queue, and says until when. */
export function rest(untilMs: number, detail: string, timeZone: string): PublishOutcome {
  const moment = localMoment(untilMs, timeZone);
  const userMessage = `YouTube cannot be reached, or has trouble. It goes on by itself on ${moment}.`;
  const error: PostError = { code: 'unreachable', detail, userMessage, action: 'wait' };
  return { kind: 'wait', stage: 'Waiting for YouTube', error, until: { ms: untilMs } };
}

/** There is no token, and asking YouTube would change nothing. Null: it is tried again. */
export function withoutToken({ code, detail }: TokenError, accountName: string): PublishOutcome | null {
  if (code === 'needs_login') return { kind: 'wait', stage: 'Waiting for a login', error: null, until: 'login' };
  if (code !== 'gone') return null;
  const userMessage = `${accountName} is no longer connected. Nothing was published. Connect it again, then try again.`;
  return { kind: 'failed', error: { code: 'not_connected', detail, userMessage, action: 'retry' } };
}

/** Waits on the clock, or until it is called off. */
export function waitFor(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      callOff();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const callOff = clock.after(delayMs, end);
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}
