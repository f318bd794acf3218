import {
  type Connection,
  err,
  newConnectionId,
  ok,
  publishingServices,
  type PublishingService,
  type Result,
} from '@videoexpress/job-schema';
import type { AuditNote } from '../audit/audit-log.ts';
import { within } from '../engines/within.ts';
import { type ConnectionsContext, serviceLimitMs, serviceOf } from './connections-context.ts';
import type { GrantedTokens, LoginAccount, LoginError, LoginService } from './login-service.ts';
import { loginProblem, type LoginProblem } from './login-problems.ts';
import { loginLifeMs, PendingLogins, randomToken } from './pending-logins.ts';
import { sealTokens } from './sealed-tokens.ts';

/** What the browser came back with. */
export interface LoginAnswer {
  readonly code?: string | undefined;
  readonly state?: string | undefined;
  readonly error?: string | undefined;
}

/** What a person brought by hand. */
export type Pasted =
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'address'; readonly address: string }
  | { readonly kind: 'token'; readonly token: string };

type Actor = AuditNote['actor'];

/** The one way in for every service: a login is begun, the person comes back, and an account is kept. */
export interface ConnectionLogin {
  /** @param browser what the cookie says that binds this login to the browser which begins it */
  begin(
    service: PublishingService,
    callbackUri: string,
    browser: string,
  ): Promise<Result<{ readonly authorizeUrl: string; readonly expiresAtMs: number }, LoginProblem>>;
  /** @param browsers what the cookies of the browser that came back say */
  finish(
    service: PublishingService,
    answer: LoginAnswer,
    browsers: readonly string[],
  ): Promise<Result<Connection, LoginProblem>>;
  paste(service: PublishingService, pasted: Pasted, actor: Actor): Promise<Result<Connection, LoginProblem>>;
}

/** Logins under way live in memory, so one of these goes with one run of the daemon. */
export function createConnectionLogin(context: ConnectionsContext): ConnectionLogin {
  const { store, clock, audit, log } = context;
  const pending = new PendingLogins(clock);

  async function keep(
    service: LoginService,
    tokens: GrantedTokens,
    account: LoginAccount,
    facts: { readonly actor: Actor; readonly isPasted: boolean },
  ): Promise<Result<Connection, LoginProblem>> {
    const sealed = await sealTokens(context.sealer, { service: service.service, ...account }, tokens);
    if (!sealed.ok) return err({ code: sealed.error.code, detail: `${sealed.error.detail} Nothing was connected.` });
    const { accessExpiresAtMs, loginExpiresAtMs: expiresAtMs, scopes } = tokens;
    const refreshedAtMs = facts.isPasted ? null : clock.now();
    const login = { id: newConnectionId(), service: service.service, ...account, scopes };
    const kept = { ...login, tokensSealed: sealed.value, accessExpiresAtMs, expiresAtMs, refreshedAtMs };
    const { connection, renewed } = await store.save(kept, clock.now());
    log.info({ connection: connection.id, service: connection.service, renewed }, 'An account was connected');
    const action = renewed ? 'connection_renewed' : 'connection_added';
    const detail = `${publishingServices[connection.service]}: ${connection.accountName}`;
    await audit.note({ action, actor: facts.actor, subject: connection.id, detail });
    context.onChange(connection);
    return ok(connection);
  }

  /** Asks whose tokens these are, and keeps them: all of it within one limit, or nothing is kept. */
  async function connect(
    service: LoginService,
    facts: { readonly actor: Actor; readonly isPasted: boolean },
    grant: (signal: AbortSignal) => Promise<Result<GrantedTokens, LoginError>>,
  ): Promise<Result<Connection, LoginProblem>> {
    const label = publishingServices[service.service];
    const asked = await within<Result<{ tokens: GrantedTokens; account: LoginAccount }, LoginError>>(
      clock,
      serviceLimitMs,
      context.stop,
      async (signal) => {
        const tokens = await grant(signal);
        if (!tokens.ok) return tokens;
        const account = await service.identify(tokens.value.access, signal);
        return account.ok ? ok({ tokens: tokens.value, account: account.value }) : account;
      },
      () => err({ code: 'unreachable', detail: `${label} did not answer in time. Nothing was connected. Try again.` }),
    );
    if (!asked.ok) return err(problemOf(asked.error));
    return keep(service, asked.value.tokens, asked.value.account, facts);
  }

  return {
    async begin(id, callbackUri, browser) {
      const service = serviceOf(context, id);
      const setup = await service.setup(callbackUri);
      if (setup.missing.length > 0) return err(loginProblem('not_set_up', id, setup.missing.join(' and ')));
      const binding = { state: randomToken(), redirectUri: setup.redirectUri };
      const request = await service.request(binding);
      if (!request.ok) return err(problemOf(request.error));
      const { url: authorizeUrl, verifier } = request.value;
      pending.add({ service: id, ...binding, verifier }, browser);
      return ok({ authorizeUrl, expiresAtMs: clock.now() + loginLifeMs });
    },

    async finish(id, { code, state, error }, browsers) {
      const login = state === undefined ? 'unknown' : pending.take(id, state, browsers);
      if (typeof login === 'string') return err(loginProblem(login, id));
      if (error !== undefined) return err(loginProblem(error === 'access_denied' ? 'denied' : 'failed_there', id));
      if (code === undefined || code === '') return err(loginProblem('no_code', id));
      const service = serviceOf(context, id);
      const facts = { actor: 'browser', isPasted: false } as const;
      return connect(service, facts, (signal) => service.exchange(code, login, signal));
    },

    async paste(id, pasted, actor) {
      const service = serviceOf(context, id);
      if (pasted.kind === 'token') {
        if (!service.pasteable.includes('token')) return err(loginProblem('no_tokens', id));
        return connect(service, { actor, isPasted: true }, (signal) => service.adopt(pasted.token, signal));
      }
      const read =
        pasted.kind === 'code' ? { code: withoutTail(pasted.code), state: null } : readAddress(pasted.address);
      if (read === null) return err(loginProblem('no_code', id));
      const login = read.state === null ? pending.takeNewest(id) : pending.take(id, read.state, null);
      if (typeof login === 'string') return err(loginProblem(login === 'unknown' ? 'begin_first' : login, id));
      return connect(service, { actor, isPasted: false }, (signal) => service.exchange(read.code, login, signal));
    },
  };
}

/** Instagram puts `#_` behind the code; an address bar shows it. */
function withoutTail(code: string): string {
  return code.replace(/#.*$/, '');
}

function readAddress(address: string): { readonly code: string; readonly state: string | null } | null {
  const query = URL.parse(address)?.searchParams;
  const code = query?.get('code') ?? '';
  return code === '' ? null : { code, state: query?.get('state') ?? '' };
}

function problemOf({ code, detail }: LoginError): LoginProblem {
  return { code: code === 'unreachable' ? 'service_unreachable' : 'login_refused', detail };
}
