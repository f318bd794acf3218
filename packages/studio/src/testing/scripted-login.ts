import { err, ok, type PublishingService, type Result } from '@videoexpress/job-schema';
import type {
  GrantedTokens,
  HeldTokens,
  LoginAccount,
  LoginBinding,
  LoginError,
  LoginService,
} from '../connections/login-service.ts';

/** A service that a test writes the answers of. It counts what it is asked. */
export class ScriptedLogin implements LoginService {
  readonly service: PublishingService;
  readonly warnBeforeMs = 24 * 60 * 60_000;
  readonly revokePage = 'https://example.org/apps';
  pasteable: readonly ('code' | 'token')[] = ['code', 'token'];
  missing: readonly string[] = [];
  account: LoginAccount = { accountId: 'UC-1', accountName: 'Low Tide Films', handle: 'low', accountUrl: null };
  /** Decide what comes of each question. */
  onExchange: (code: string, binding: LoginBinding) => Promise<Result<GrantedTokens, LoginError>> = async () =>
    ok(this.tokens('access-token-number-0'));
  onRefresh: (held: HeldTokens) => Promise<Result<GrantedTokens, LoginError>> = async () =>
    ok(this.tokens(`access-token-number-${this.refreshes}`, null));
  onIdentify: (access: string) => Promise<Result<LoginAccount, LoginError>> = async () => ok(this.account);
  onRevoke: () => Promise<'revoked' | 'unreachable' | 'impossible'> = async () => 'revoked';
  renewEveryMs: number | null = null;
  exchanges = 0;
  refreshes = 0;
  revokes = 0;
  readonly #nowMs: () => number;

  constructor(service: PublishingService, nowMs: () => number) {
    this.service = service;
    this.#nowMs = nowMs;
  }

  /** Tokens that last an hour. */
  tokens(access: string, refresh: string | null = 'refresh-token-number-0'): GrantedTokens {
    const accessExpiresAtMs = this.#nowMs() + 3_600_000;
    return { access, refresh, accessExpiresAtMs, loginExpiresAtMs: null, scopes: ['upload'] };
  }

  configure(): void {
    // It has no clients.
  }

  async setup(callbackUri: string) {
    return { missing: this.missing, redirectUri: callbackUri, redirectProblem: null };
  }

  async request({ state, redirectUri }: Omit<LoginBinding, 'verifier'>) {
    const query = new URLSearchParams({ state, redirect_uri: redirectUri });
    return ok({ url: `https://login.example.org/authorize?${query.toString()}`, verifier: 'verifier' });
  }

  async exchange(code: string, binding: LoginBinding) {
    this.exchanges += 1;
    return this.onExchange(code, binding);
  }

  async adopt(token: string): Promise<Result<GrantedTokens, LoginError>> {
    return this.pasteable.includes('token')
      ? ok(this.tokens(token, null))
      : err({ code: 'refused', detail: 'It has no tokens to paste.' });
  }

  async identify(access: string) {
    return this.onIdentify(access);
  }

  async refresh(held: HeldTokens) {
    this.refreshes += 1;
    return this.onRefresh(held);
  }

  renewAtMs(refreshedAtMs: number | null, savedAtMs: number): number | null {
    return this.renewEveryMs === null ? null : (refreshedAtMs ?? savedAtMs) + this.renewEveryMs;
  }

  async revoke() {
    this.revokes += 1;
    return this.onRevoke();
  }
}
