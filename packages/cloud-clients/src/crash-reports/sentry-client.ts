import { strictReport } from '@videoexpress/job-schema/crash-reports';
import type { CrashPlace } from '@videoexpress/studio';
import {
  createTransport,
  defaultStackParser,
  type ErrorEvent,
  type EventHint,
  linkedErrorsIntegration,
  NodeClient,
  Scope,
  SDK_VERSION,
} from '@sentry/node';

export interface SentryClientOptions {
  readonly dsn: string;
  /** Of the program, as in `1.2.3`. */
  readonly version: string;
  /** Takes every secret that this process knows out of a text. */
  readonly redact: (text: string) => string;
  /** Posts one envelope; answers with the HTTP status and headers. Throws where nobody answers. */
  readonly post: (url: string, body: string | Uint8Array) => Promise<Response>;
}

/** Sends reports to one Sentry project. */
export interface SentryClient {
  /** Begins to send a report of an exception. */
  capture(cause: unknown, place: CrashPlace): void;
  /** The same of an exception in the page; nothing where the event tells of none. */
  captureOfPage(event: unknown): void;
  /** Waits until what was begun is sent, at most so many milliseconds; then nothing is sent any more. */
  close(withinMs: number): Promise<void>;
}

/**
 * The SDK by itself, without what `Sentry.init` would do to the process: no hooks into requests, logs or signals, no
 * headers on what is fetched, nothing collected. It makes events of exceptions, and each goes through `strictReport`, which
 * keeps only what a report may hold. Sentry's own settings say the same once more.
 */
export function openSentryClient({ dsn, version, redact, post }: SentryClientOptions): SentryClient {
  const client = new NodeClient({
    dsn,
    release: `videoexpress@${version}`,
    environment: 'production',
    integrations: [linkedErrorsIntegration()],
    stackParser: defaultStackParser,
    transport: (options) =>
      createTransport(options, async ({ body }) => {
        const answer = await post(options.url, body);
        await answer.body?.cancel();
        return {
          statusCode: answer.status,
          headers: {
            'x-sentry-rate-limits': answer.headers.get('x-sentry-rate-limits'),
            'retry-after': answer.headers.get('retry-after'),
          },
        };
      }),
    beforeSend,
    includeServerName: false,
    sendClientReports: false,
    maxBreadcrumbs: 0,
    attachStacktrace: false,
    tracesSampleRate: 0,
    tracePropagationTargets: [],
    dataCollection: {
      userInfo: false,
      cookies: false,
      httpHeaders: false,
      httpBodies: [],
      urlQueryParams: false,
      genAI: { inputs: false, outputs: false },
      mcp: { inputs: false, outputs: false },
      databaseQueryData: false,
      queues: false,
      graphQL: { document: false, variables: false },
      stackFrameVariables: false,
      frameContextLines: 0,
    },
  });
  client.init();

  function beforeSend(event: ErrorEvent, hint: EventHint): ErrorEvent | null {
    const part = event.tags?.['part'] === 'page' ? 'page' : 'daemon';
    const report = strictReport(part === 'page' ? event : withSurroundings(event, hint), { part, version, redact });
    return report === null ? null : { ...report, type: undefined };
  }

  return {
    capture(cause, { where, isFatal = false }) {
      const scope = new Scope();
      scope.setTag('where', where);
      scope.setLevel(isFatal ? 'fatal' : 'error');
      const mechanism = { type: 'generic', handled: !isFatal };
      client.captureException(cause, { originalException: cause, mechanism }, scope);
    },
    captureOfPage(event) {
      const report = strictReport(event, { part: 'page', version, redact });
      if (report !== null) client.captureEvent(report, { event_id: report.event_id }, new Scope());
    },
    async close(withinMs) {
      await client.close(withinMs);
    },
  };
}

/** An event of the daemon with the program that ran it, and with the code that the system gave to the exception. */
function withSurroundings(event: ErrorEvent, { originalException }: EventHint): unknown {
  const values = event.exception?.values ?? [];
  const hasCode = originalException instanceof Error && 'code' in originalException;
  return {
    ...event,
    // The last one is what was thrown; what caused it stands before it.
    exception: {
      values: values.map((each, at) =>
        hasCode && at === values.length - 1 ? { ...each, code: originalException.code } : each,
      ),
    },
    sdk: { name: 'sentry.javascript.node', version: SDK_VERSION },
    contexts: {
      runtime: { name: 'node', version: process.version },
      os: { name: process.platform },
    },
  };
}
