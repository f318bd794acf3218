import type { AuditLog } from '@videoexpress/studio';
import { problemPage } from '../answer/problem-page.ts';
import { empty, json, refuse } from '../answer/reply.ts';
import type { LoginCodes } from '../login/login-codes.ts';
import type { RefusedLogins } from '../login/refused-logins.ts';
import { clearedSessionCookie, sessionCookie } from '../login/session-cookie.ts';
import type { WrongCodeLimit } from '../login/wrong-code-limit.ts';
import type { Sessions } from '../sessions.ts';
import type { Handlers } from './handler.ts';

/** Getting a browser in with a code, and out again. */
export function loginHandlers(deps: {
  port: number;
  codes: LoginCodes;
  wrongCodes: WrongCodeLimit;
  sessions: Sessions;
  audit: Pick<AuditLog, 'note'>;
  refusedLogins: Pick<RefusedLogins, 'note'>;
  /** Called when a session is over, so that its streams end with it. */
  onSessionEnd: (idHash: string) => void;
}): Pick<Handlers, 'login' | 'logout' | 'createLoginCode'> {
  return {
    createLoginCode: () => json(201, { url: `http://localhost:${deps.port}/login?code=${deps.codes.make()}` }),
    login: async ({ query, request }) => {
      // A link preview must not use the code up.
      if (request.method !== 'GET') {
        return refuse({ code: 'method_not_allowed', detail: 'This address takes GET.', headers: { allow: 'GET' } });
      }
      if (deps.codes.redeem(query.code)) {
        const cookie = sessionCookie(deps.port, await deps.sessions.begin());
        await deps.audit.note({ action: 'login', actor: 'browser' });
        return empty(303, { location: '/', 'set-cookie': cookie });
      }
      deps.refusedLogins.note();
      const waitSeconds = deps.wrongCodes.note();
      if (waitSeconds !== null) {
        return problemPage({
          code: 'rate_limited',
          detail: `Too many wrong login links. Wait ${waitSeconds} seconds, then run \`videoexpress open\` for a new one.`,
          headers: { 'retry-after': String(waitSeconds) },
        });
      }
      return problemPage({
        code: 'login_code_invalid',
        detail: 'A login link works once, within 60 seconds. Run `videoexpress open` for a new one.',
      });
    },
    logout: async ({ credential }) => {
      if (credential?.kind === 'session') {
        await deps.sessions.end(credential.idHash);
        deps.onSessionEnd(credential.idHash);
        await deps.audit.note({ action: 'logout', actor: 'browser' });
      }
      return empty(204, { 'set-cookie': clearedSessionCookie(deps.port) });
    },
  };
}
