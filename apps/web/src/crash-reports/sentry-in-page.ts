import { BrowserClient, defaultStackParser, Scope } from '@sentry/nextjs';
import { api } from '../api/client.ts';
import type { PageCrash } from './page-crashes.ts';

/** The daemon has the true one. This one only lets the SDK work, and nothing is ever sent to it. */
const noDsn = 'https://page@daemon.invalid/1';

/**
 * Sentry's SDK in the page, by itself: no hooks into requests, clicks or addresses, nothing collected. It describes
 * exceptions, and hands each to the daemon, which takes out of it what a report may hold, and sends that. So the page talks
 * to no other host, and keys that only the daemon knows cannot leave either.
 */
export function createPageReporter(): (crash: PageCrash) => void {
  const client = new BrowserClient({
    dsn: noDsn,
    integrations: [],
    stackParser: defaultStackParser,
    transport: () => ({ send: handToDaemon, flush: () => Promise.resolve(true) }),
    sendClientReports: false,
    maxBreadcrumbs: 0,
    tracesSampleRate: 0,
    tracePropagationTargets: [],
    dataCollection: {
      userInfo: false,
      cookies: false,
      httpHeaders: false,
      httpBodies: [],
      urlQueryParams: false,
      genAI: { inputs: false, outputs: false },
      stackFrameVariables: false,
      frameContextLines: 0,
    },
    beforeSend: (event) => ({
      type: undefined,
      ...(event.event_id === undefined ? {} : { event_id: event.event_id }),
      ...(event.timestamp === undefined ? {} : { timestamp: event.timestamp }),
      ...(event.exception === undefined ? {} : { exception: event.exception }),
      ...(event.tags === undefined ? {} : { tags: event.tags }),
      contexts: { runtime: browserOf(navigator.userAgent) },
    }),
  });
  client.init();
  return ({ error, where }) => {
    if (isExpected(error)) return;
    const scope = new Scope();
    scope.setTag('where', where);
    client.captureException(error, { originalException: error }, scope);
  };
}

type Envelope = Parameters<ReturnType<ConstructorParameters<typeof BrowserClient>[0]['transport']>['send']>[0];

async function handToDaemon(envelope: Envelope): Promise<{ statusCode?: number }> {
  for (const [head, payload] of envelope[1]) {
    if (head.type !== 'event' || typeof payload !== 'object') continue;
    const answer = await api.call('reportPageCrash', { body: { event: Object.fromEntries(Object.entries(payload)) } });
    return { statusCode: answer.ok ? answer.value.status : 0 };
  }
  return {};
}

const browsers = [
  { name: 'Edge', mark: /\bEdg\/(\d+)/ },
  { name: 'Firefox', mark: /\bFirefox\/(\d+)/ },
  { name: 'Chrome', mark: /Chrome\/(\d+)/ },
  { name: 'Safari', mark: /\bVersion\/(\d+)[\d.]* .*Safari/ },
] as const;

/** The browser's name and the first number of its version. */
function browserOf(userAgent: string): { name: string; version: string } {
  for (const { name, mark } of browsers) {
    const version = mark.exec(userAgent)?.[1];
    if (version !== undefined) return { name, version };
  }
  return { name: 'Another browser', version: '0' };
}

/** The daemon was away, or the person was: what was to be fetched did not come. */
function isExpected({ name, message }: Error): boolean {
  if (['AbortError', 'CallFailure', 'ChunkLoadError', 'NotAllowedError'].includes(name)) return true;
  return /^(Failed to fetch|Load failed|NetworkError)|dynamically imported module|Loading (CSS )?chunk/.test(message);
}
