import type { Clock } from '@videoexpress/studio';

/** Less than the studio waits for whoever it has called off. */
const answerWithinMs = 600;

/**
 * Asks for something that cannot be asked for twice, as a render that is paid for. Called off in its middle, the question is
 * cut off a moment later only: mostly its answer is on its way, and without it nobody knows whether the work was taken.
 */
export async function withTimeToAnswer<T>(
  clock: Clock,
  signal: AbortSignal,
  ask: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const late = new AbortController();
  let callOff = (): void => undefined;
  const wait = (): void => {
    callOff = clock.after(answerWithinMs, () => late.abort());
  };
  if (signal.aborted) late.abort();
  else signal.addEventListener('abort', wait, { once: true });
  try {
    return await ask(late.signal);
  } finally {
    signal.removeEventListener('abort', wait);
    callOff();
  }
}
