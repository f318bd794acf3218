import type { CrashReportState, EngineTest } from '@videoexpress/job-schema';
import type { Clock, CrashReports, SecretReader } from '@videoexpress/studio';
import { kindOfCrash, ReportLimit } from './report-limit.ts';
import { reportsHealth, type Standing, standingOf } from './reports-health.ts';
import type { SentryClient, SentryClientOptions } from './sentry-client.ts';

export interface CrashReportsDeps {
  readonly secrets: SecretReader;
  readonly clock: Clock;
  /** Takes every secret that this process knows out of a text. */
  readonly redact: (text: string) => string;
  readonly appVersion: string;
  /** Left out, what the machine has. */
  readonly fetch?: typeof fetch;
}

const answerWithinMs = 5000;

/**
 * Crash reports by the switch of Settings and the DSN among the secrets, both read anew at each report, so a change of
 * either is in force at once. The SDK is loaded with the first report, and never where none is to be sent.
 */
export function createCrashReports(deps: CrashReportsDeps): CrashReports {
  const { clock, appVersion } = deps;
  const limit = new ReportLimit(clock);
  const sending = new Set<Promise<void>>();
  let isOn: boolean | null = null;
  let isClosed = false;
  /** As it was when somebody last asked; health asks after each change. */
  let lastState: CrashReportState | null = null;
  let inUse: { readonly dsn: string; readonly client: Promise<SentryClient> } | null = null;
  let example: Promise<Record<string, unknown>> | null = null;

  async function stand(): Promise<Standing & { readonly dsn: string | null }> {
    const dsn = await deps.secrets.read('SENTRY_DSN');
    const standing = standingOf(dsn, isOn);
    lastState = standing.state;
    return { ...standing, dsn };
  }

  function post(url: string, body: string | Uint8Array): Promise<Response> {
    return (deps.fetch ?? fetch)(url, {
      method: 'POST',
      body: typeof body === 'string' ? body : new Uint8Array(body),
      headers: { 'content-type': 'application/x-sentry-envelope' },
      redirect: 'error',
      signal: AbortSignal.timeout(answerWithinMs),
    });
  }

  async function open(dsn: string, posting: SentryClientOptions['post']): Promise<SentryClient> {
    const { openSentryClient } = await import('./sentry-client.ts');
    return openSentryClient({ dsn, version: appVersion, redact: deps.redact, post: posting });
  }

  function clientOf(dsn: string): Promise<SentryClient> {
    if (inUse?.dsn !== dsn) {
      const before = inUse?.client;
      void before?.then((client) => client.close(answerWithinMs)).catch(() => undefined);
      inUse = { dsn, client: open(dsn, post) };
    }
    return inUse.client;
  }

  function mayBeOn(): boolean {
    return !isClosed && isOn === true && (lastState === null || lastState === 'on');
  }

  /** What goes wrong on the way ends here: a report about a report helps nobody. */
  function send(begin: (client: SentryClient) => void): void {
    const sent: Promise<void> = stand()
      .then(async ({ state, dsn }) => {
        if (state === 'on' && dsn !== null) begin(await clientOf(dsn));
      })
      .catch(() => undefined)
      .finally(() => sending.delete(sent));
    sending.add(sent);
  }

  return {
    report(cause, place) {
      if (!mayBeOn() || (place.isFatal !== true && !limit.allows(kindOfCrash(cause, place.where)))) return false;
      send((client) => client.capture(cause, place));
      return true;
    },

    reportOfPage(event) {
      if (mayBeOn() && limit.allows(kindOfPageCrash(event))) send((client) => client.captureOfPage(event));
    },

    configure(wished) {
      isOn = wished;
      // The secrets are asked anew.
      lastState = null;
    },

    health: async () => reportsHealth(await stand()),

    async describe() {
      const { state, detail, fix } = await stand();
      const { exampleReport } = await import('./example-report.ts');
      example ??= exampleReport({ version: appVersion, redact: deps.redact });
      return { state, detail, fix, example: await example };
    },

    async test(signal): Promise<EngineTest> {
      const { state, detail, fix, dsn } = await stand();
      if (state !== 'on' || dsn === null) {
        return { works: false, seconds: 0, detail, fix: fix ?? 'Set a DSN under Keys, and switch crash reports on.' };
      }
      const startedMs = clock.monotonic();
      const { sendTestReport } = await import('./send-test-report.ts');
      const answer = await sendTestReport((posting) => open(dsn, posting), post, signal);
      return { ...answer, seconds: (clock.monotonic() - startedMs) / 1000 };
    },

    async close(withinMs) {
      let callOff: () => void = () => undefined;
      const late = new Promise<'late'>((resolve) => {
        callOff = clock.after(withinMs, () => resolve('late'));
      });
      const sent = (async () => {
        while (sending.size > 0) await Promise.all(sending);
        isClosed = true;
        await (await inUse?.client)?.close(withinMs);
      })();
      await Promise.race([sent.catch(() => undefined), late]);
      isClosed = true;
      callOff();
    },
  };
}

function kindOfPageCrash(event: unknown): string {
  return `page ${JSON.stringify(event)
    .slice(0, 2000)
    .replaceAll(/"(event_id|timestamp)":[^,]*,?/g, '')}`;
}
