import { exitCodes } from '@videoexpress/host';
import type { Door } from './supervise-worker.ts';
import type { WorkerWay } from './worker-way.ts';

const answerWithinMs = 10_000;

/**
 * The listener of a studio in another machine, which is only seen from outside: it is asked to forget a worker that there is
 * none of, which it does for whoever shows the token.
 *
 * @param askAgain for another token, where somebody can be asked; null: they gave none
 */
export function remoteDoor(parts: {
  readonly baseUrl: string;
  readonly token: string;
  readonly name: string;
  readonly askAgain: (() => Promise<string | null>) | null;
}): () => Promise<Door> {
  const { baseUrl, name, askAgain } = parts;
  let { token } = parts;
  return async () => {
    const way: WorkerWay = { baseUrl, token, saysBase: true };
    const said = await askListener(way, `door-${name}`.slice(0, 64));
    switch (said.kind) {
      case 'let_in':
        return { state: 'open', way };
      case 'refused': {
        const another = askAgain === null ? null : await askAgain();
        if (another === null) return { state: 'hopeless', failure: tokenRefused(baseUrl) };
        token = another;
        return { state: 'closed', why: 'Trying the other token.' };
      }
      case 'too_many':
        return { state: 'closed', why: `${baseUrl} was shown too many wrong tokens and wants a pause. Waiting.` };
      case 'stranger':
        return {
          state: 'closed',
          why: `${baseUrl} answers, but not as the studio's listener for workers (status ${said.status}). Waiting.`,
        };
      case 'away':
        return { state: 'closed', why: `${baseUrl} cannot be reached (${said.detail}). Waiting for it.` };
    }
  };
}

/** Tells a listener that a worker is gone. What comes of it changes nothing here. */
export async function leaveListener(way: WorkerWay, name: string): Promise<void> {
  await askListener(way, name);
}

type Said =
  | { readonly kind: 'let_in' | 'refused' | 'too_many' }
  | { readonly kind: 'stranger'; readonly status: number }
  | { readonly kind: 'away'; readonly detail: string };

async function askListener({ baseUrl, token }: WorkerWay, name: string): Promise<Said> {
  try {
    const answer = await fetch(`${baseUrl}/v2/own-gpu/leave/${name}`, {
      method: 'POST',
      headers: { authorization: token },
      // A token is shown to the address that was named and to no other.
      redirect: 'manual',
      signal: AbortSignal.timeout(answerWithinMs),
    });
    const text = await answer.text();
    if (answer.status === 401) return { kind: 'refused' };
    if (answer.status === 429) return { kind: 'too_many' };
    return answer.status === 200 && text === '{}' ? { kind: 'let_in' } : { kind: 'stranger', status: answer.status };
  } catch (cause) {
    return { kind: 'away', detail: detailOf(cause) };
  }
}

/** `fetch` says only that it failed; what lies below says why. */
function detailOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const below = cause.cause;
  if (below instanceof Error) return 'code' in below && below.message === '' ? String(below.code) : below.message;
  return cause.name === 'TimeoutError' ? 'no answer in time' : cause.message;
}

function tokenRefused(baseUrl: string) {
  return {
    exitCode: exitCodes.error,
    code: 'worker_token_refused',
    message: `${baseUrl} does not take this token.`,
    fix: 'Where the studio runs, videoexpress worker token prints the one in force.',
  } as const;
}
