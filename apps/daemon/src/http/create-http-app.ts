import type { RequestListener, ServerResponse } from 'node:http';
import type { About } from '@videoexpress/job-schema';
import { maxUploadBytes } from '@videoexpress/job-schema';
import type { Clock, Log, Redact, Studio } from '@videoexpress/studio';
import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import { refuse, type Reply } from './answer/reply.ts';
import { readerStallMs } from './answer/stalled-reader.ts';
import { withoutSecrets } from './answer/without-secrets.ts';
import { sendReply } from './answer/send-reply.ts';
import { createEventHub } from './events/event-hub.ts';
import { admit, admittedOf } from './guard/admitted.ts';
import { allowedOrigins } from './guard/allowed-origins.ts';
import { createGuard } from './guard/guard.ts';
import { notAPath } from './guard/request-shape.ts';
import { setSecurityHeaders } from './guard/security-headers.ts';
import { createAuthenticate } from './login/authenticate.ts';
import { createLoginCodes } from './login/login-codes.ts';
import { createRefusedLogins } from './login/refused-logins.ts';
import { createWrongCodeLimit } from './login/wrong-code-limit.ts';
import { problemOfError } from './problem-of-error.ts';
import { logRequest, requestIdOf } from './request-log.ts';
import { dispatch } from './routes/dispatch.ts';
import { createHandlers, type HandlerDeps } from './routes/handlers.ts';
import { moreJobProblems } from './routes/more-problems.ts';
import type { DaemonIdentity } from './routes/health.ts';
import { createSessions, type SessionStore } from './sessions.ts';
import { redirectToLocalhost } from './shell/localhost-only.ts';
import { createDevShell, createShell } from './shell/shell.ts';
import { type FreeBytes, freeBytesOfFolder } from './uploads/free-space.ts';

export interface HttpAppDeps {
  readonly studio: Studio;
  readonly clock: Clock;
  readonly log: Log;
  readonly identity: DaemonIdentity;
  /** The port it is reached at; hosts, origins and the cookie's name follow from it. */
  readonly port: number;
  /** What programs show as `Authorization: Bearer …`. */
  readonly token: string;
  /** Signs session cookies; at least 32 random bytes, the same after a restart. */
  readonly sessionKey: Buffer;
  readonly sessionStore: SessionStore;
  /** The exported pages, or null where they are not built. */
  readonly uiFolder: string | null;
  /** Where uploads are written while they come in; exists, and is only this user's. */
  readonly uploadFolder: string;
  /** Files are served from below these folders only. */
  readonly mediaFolders: readonly string[];
  /** What the studio is made of, as it is at this moment. */
  readonly about: () => About;
  /** Called once a shutdown request is answered. */
  readonly requestShutdown: () => void;
  /** The one other origin that is let in, for a development server in front of the daemon; null outside development. */
  readonly devOrigin: string | null;
  /** Addresses beside loopback that the person asked to be reached at; left out, none. */
  readonly exposedAddresses?: readonly string[];
  readonly shownFolders: HandlerDeps['shownFolders'];
  readonly reveal: HandlerDeps['reveal'];
  /** Takes secrets out of what a refusal says; left out, nothing is. */
  readonly redact?: Redact;
  readonly crashReports: HandlerDeps['crashReports'];
  readonly openBackup: HandlerDeps['openBackup'];
  readonly inspectLibrary: HandlerDeps['inspectLibrary'];
  readonly cloudSetup: HandlerDeps['cloudSetup'];
  readonly workers: HandlerDeps['workers'];
  /** The most that an upload may have, in bytes; left out, what the product takes. */
  readonly maxUploadBytes?: number;
  /** Asks the file system unless a test says otherwise. */
  readonly freeBytes?: FreeBytes;
  /** How long a client may take nothing of a long answer, in milliseconds; left out, what is right for people. */
  readonly readerStallMs?: number;
}

export interface HttpApp {
  readonly listener: RequestListener;
  /** Ends all event streams, and opens none any more; cuts off uploads. */
  closeStreams(): void;
}

/** The daemon's whole HTTP face: the guard, and behind it the routes, the event stream and the pages. */
export function createHttpApp(deps: HttpAppDeps): HttpApp {
  const { studio, clock, log, port, devOrigin, redact = (text) => text } = deps;
  const sessions = createSessions({ store: deps.sessionStore, signingKey: deps.sessionKey, clock });
  const hub = createEventHub({ events: studio.events, clock, log });
  const shell = devOrigin === null ? createShell(deps.uiFolder) : createDevShell(devOrigin);
  const guard = createGuard({
    allowed: allowedOrigins(port, devOrigin, deps.exposedAddresses),
    authenticate: createAuthenticate({ token: deps.token, sessions, port }),
    hasPage: (path) => shell.has(path),
  });
  const more = moreJobProblems(deps.studio);
  const stopping = new AbortController();
  const refusedLogins = createRefusedLogins({ audit: studio.audit, clock });
  const handlers = createHandlers({
    ...deps,
    sessions,
    hub,
    codes: createLoginCodes(clock),
    wrongCodes: createWrongCodeLimit(clock),
    refusedLogins,
    stopping: stopping.signal,
    freeBytes: deps.freeBytes ?? freeBytesOfFolder,
    maxUploadBytes: deps.maxUploadBytes ?? maxUploadBytes,
    readerStallMs: deps.readerStallMs ?? readerStallMs,
  });

  /** Nobody waits for what would not be done in time: streams, and uploads, which can be sent again. */
  function closeStreams(): void {
    hub.close();
    stopping.abort();
    void refusedLogins.close();
  }

  const begin: RequestHandler = (request, response, next) => {
    setSecurityHeaders(response);
    logRequest(request, response, { clock, log, redact });
    next();
  };

  const guarded: RequestHandler = async (request, response, next) => {
    const admitted = await guard(request);
    if (!admitted.ok) {
      sendReply(request, response, withoutSecrets(refuse(admitted.error), redact));
      return;
    }
    const { credential } = admitted.value;
    if (credential?.kind === 'session' && credential.renewedCookie !== null) {
      response.setHeader('set-cookie', credential.renewedCookie);
    }
    admit(request, admitted.value);
    next();
  };

  const answer: RequestHandler = async (request, response) => {
    sendReply(request, response, withoutSecrets(await replyTo(request, response), redact));
  };

  async function replyTo(request: Parameters<RequestHandler>[0], response: ServerResponse): Promise<Reply> {
    const admitted = admittedOf(request);
    const { destination } = admitted;
    const isPage = destination.kind !== 'route' || destination.name === 'login' || destination.name === 'startLogin';
    const redirect = isPage && devOrigin === null ? redirectToLocalhost(request.headers.host, port, request.url) : null;
    if (redirect !== null) return redirect;
    switch (destination.kind) {
      case 'route':
        return dispatch({ handlers, more }, { ...admitted, destination }, request, response);
      case 'page':
        return shell.send(request, response, admitted.path);
      case 'missing':
        return shell.sendMissing(response);
    }
  }

  const failed: ErrorRequestHandler = (error: unknown, request, response, _next) => {
    const problem = problemOfError(error, requestIdOf(request), log);
    if (response.headersSent || problem === null) response.destroy();
    else sendReply(request, response, withoutSecrets(refuse(problem), redact));
  };

  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', false);
  app.use(begin, guarded, answer, failed);
  /** Express steps over all of these, the guard included, where it cannot read the target as a URL: `http://[`. */
  const listener: RequestListener = (request, response) => {
    if (request.url?.startsWith('/') === true) return void app(request, response);
    setSecurityHeaders(response);
    sendReply(request, response, withoutSecrets(refuse(notAPath), redact));
  };
  return { listener, closeStreams };
}
