import { openSentryClient } from './sentry-client.ts';
import { makeUpCrash } from './made-up-crash.ts';

/** Made by no one, so that an example can be shown where no DSN is set. */
const exampleDsn = 'https://example@example.invalid/1';

/** The report of a made-up crash, taken from the envelope that would be posted. Nothing is sent. */
export async function exampleReport(options: {
  readonly version: string;
  readonly redact: (text: string) => string;
}): Promise<Record<string, unknown>> {
  let envelope = '';
  const client = openSentryClient({
    ...options,
    dsn: exampleDsn,
    post: (_url, body) => {
      envelope = typeof body === 'string' ? body : new TextDecoder().decode(body);
      return Promise.resolve(new Response(null, { status: 200 }));
    },
  });
  client.capture(makeUpCrash(), { where: 'A made-up crash' });
  await client.close(2000);
  const event: unknown = JSON.parse(envelope.split('\n')[2] ?? '{}');
  return typeof event === 'object' && event !== null ? { ...event } : {};
}
