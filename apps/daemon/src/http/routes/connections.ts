import { publishingServices, type PasteLoginRequest, type PublishingService } from '@videoexpress/job-schema';
import {
  type Clock,
  isoTime,
  type LoginProblem,
  loginLifeMs,
  type Pasted,
  randomToken,
  type Studio,
} from '@videoexpress/studio';
import { plainPage } from '../answer/plain-page.ts';
import { problemPage } from '../answer/problem-page.ts';
import { empty, json, page, refuse, type Reply } from '../answer/reply.ts';
import { createLoginTickets } from '../login/login-tickets.ts';
import { oauthCookie, oauthCookieValues } from '../login/oauth-cookie.ts';
import type { WrongCodeLimit } from '../login/wrong-code-limit.ts';
import { problemOfRefusal, problemTable } from '../problems.ts';
import { actorOf } from './audit.ts';
import { readWithEventId } from './event-id.ts';
import type { Handlers } from './handler.ts';

type ConnectionRoutes =
  | 'listConnections'
  | 'beginConnection'
  | 'pasteConnection'
  | 'checkConnection'
  | 'deleteConnection'
  | 'startLogin'
  | 'finishLogin';

/** Logins at other services. The browser that begins one gets a cookie, and only that browser can end it. */
export function connectionHandlers(deps: {
  readonly studio: Pick<Studio, 'connections' | 'events'>;
  readonly clock: Clock;
  readonly port: number;
  readonly wrongCodes: WrongCodeLimit;
}): Pick<Handlers, ConnectionRoutes> {
  const { connections, events } = deps.studio;
  const { clock, port } = deps;
  const tickets = createLoginTickets(clock);
  const origin = `http://localhost:${port}`;
  const callbackUri = (service: string) => `${origin}/oauth/${service}/callback`;

  /** Begins a login for the browser whose request this is. */
  async function begin(service: PublishingService) {
    const browser = randomToken();
    const begun = await connections.login.begin(service, callbackUri(service), browser);
    return { begun, cookie: oauthCookie(port, browser) };
  }

  return {
    listConnections: () => readWithEventId(events, () => connections.list(callbackUri)),

    beginConnection: async ({ params: { id: service }, credential, response }) => {
      if (credential?.kind !== 'session') {
        // A program has no browser: whichever opens the page of the ticket begins the login, and is bound to it.
        const { services } = await connections.list(callbackUri);
        const { missing = [] } = services.find((each) => each.service === service) ?? {};
        if (missing.length > 0) return refuse(problemOfRefusal(notSetUp(service, missing)));
        const authorizeUrl = `${origin}/oauth/${service}/start?ticket=${tickets.make(service)}`;
        return json(201, { authorizeUrl, expiresAt: isoTime(clock.now() + loginLifeMs) });
      }
      const { begun, cookie } = await begin(service);
      if (!begun.ok) return refuse(problemOfRefusal(begun.error));
      response.appendHeader('set-cookie', cookie);
      const { authorizeUrl, expiresAtMs } = begun.value;
      return json(201, { authorizeUrl, expiresAt: isoTime(expiresAtMs) });
    },

    startLogin: async ({ params: { service }, query, request }) => {
      if (request.method !== 'GET') return onlyGet;
      if (!tickets.redeem(service, query.ticket)) {
        const waitSeconds = deps.wrongCodes.note();
        const detail = 'This link works once, within 10 minutes. Begin the login again.';
        if (waitSeconds === null) return problemPage({ code: 'login_code_invalid', detail });
        return problemPage({ code: 'rate_limited', detail, headers: { 'retry-after': String(waitSeconds) } });
      }
      const { begun, cookie } = await begin(service);
      if (!begun.ok) return resultPage(service, begun.error);
      return empty(303, { location: begun.value.authorizeUrl, 'set-cookie': cookie });
    },

    finishLogin: async ({ params: { service }, query, request }) => {
      // A link preview must not use a login up.
      if (request.method !== 'GET') return onlyGet;
      const browsers = oauthCookieValues(port, request.headers.cookie);
      const finished = await connections.login.finish(service, query, browsers);
      if (!finished.ok) return resultPage(service, finished.error);
      const { accountName } = finished.value;
      const label = publishingServices[service];
      return page(200, plainPage(`${label} is connected`, [`${accountName} can be published to. ${close}`], backLink));
    },

    pasteConnection: async ({ params: { id: service }, body, credential }) => {
      const connected = await connections.login.paste(service, pastedOf(body), actorOf(credential));
      return connected.ok ? json(200, connected.value) : refuse(problemOfRefusal(connected.error));
    },

    checkConnection: async ({ params }) => {
      const checked = await connections.check(params.id);
      return checked.ok ? json(200, checked.value) : refuse(problemOfRefusal(checked.error));
    },

    deleteConnection: async ({ params, query, credential }) => {
      const options = { force: query.force === 'true', actor: actorOf(credential) };
      const removed = await connections.remove(params.id, options);
      return removed.ok ? json(200, removed.value) : refuse(problemOfRefusal(removed.error));
    },
  };
}

const close = 'You can close this page.';
const backLink = { href: '/settings#connections', text: 'To the studio' };
const onlyGet = refuse({ code: 'method_not_allowed', detail: 'This address takes GET.', headers: { allow: 'GET' } });

/** What came of a login, for the person who stands before it. Nothing of the address is on the page. */
function resultPage(service: PublishingService, { code, detail }: LoginProblem): Reply {
  const title = `${publishingServices[service]} is not connected`;
  return page(problemTable[code].status, plainPage(title, [detail, close], backLink));
}

function notSetUp(service: PublishingService, missing: readonly string[]) {
  const detail = `A login at ${publishingServices[service]} needs ${missing.join(' and ')} first. Set it under Settings, Connections, or in the environment.`;
  return { code: 'invalid_state', detail } as const;
}

/** Exactly one of them is there: the schema saw to that. */
function pastedOf({ code, address, token }: PasteLoginRequest): Pasted {
  if (token !== undefined) return { kind: 'token', token };
  if (address !== undefined) return { kind: 'address', address };
  return { kind: 'code', code: code ?? '' };
}
