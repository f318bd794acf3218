import type { EngineTest } from '@videoexpress/job-schema';
import { makeUpCrash } from './made-up-crash.ts';
import type { SentryClient, SentryClientOptions } from './sentry-client.ts';

type Post = SentryClientOptions['post'];
const sentWithinMs = 6000;

/** Sends a report of a made-up crash by a client of its own, and says what was answered. */
export async function sendTestReport(
  open: (post: Post) => Promise<SentryClient>,
  post: Post,
  signal: AbortSignal,
): Promise<Omit<EngineTest, 'seconds'>> {
  let answer: Response | { readonly problem: string } | null = null;
  const client = await open(async (url, body) => {
    try {
      signal.throwIfAborted();
      const answered = await post(url, body);
      answer = answered;
      return answered;
    } catch (cause) {
      answer = { problem: wordsOfFailure(cause) };
      throw cause;
    }
  });
  client.capture(makeUpCrash(), { where: 'A test report' });
  await client.close(sentWithinMs);
  return judge(answer);
}

function judge(answer: Response | { readonly problem: string } | null): Omit<EngineTest, 'seconds'> {
  const network = 'Look at the network, and at the host in the DSN.';
  if (answer === null) return { works: false, detail: 'Sentry did not answer in time.', fix: network };
  if ('problem' in answer) {
    return { works: false, detail: `Sentry could not be reached (${answer.problem}).`, fix: network };
  }
  if (answer.ok) {
    const detail = 'Sentry took the report. It is among the issues of the project in a moment, as “MadeUpCrash”.';
    return { works: true, detail, fix: null };
  }
  const detail = `Sentry refused the report with status ${answer.status}.`;
  if (answer.status === 429)
    return { works: false, detail, fix: 'Its quota is used up, or it is too busy. Try later.' };
  return { works: false, detail, fix: 'Look under Client Keys of the project whether this DSN is still there and on.' };
}

function wordsOfFailure(cause: unknown): string {
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  if (inner instanceof Error && 'code' in inner && typeof inner.code === 'string') return inner.code;
  return inner instanceof Error && inner.name === 'TimeoutError' ? 'no answer' : 'no connection';
}
