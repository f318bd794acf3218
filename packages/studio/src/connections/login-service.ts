import type { OAuthClients, PublishingService, Result } from '@videoexpress/job-schema';

/** Tokens as a service gave them. Times are wall milliseconds; null: the service did not say. */
export interface GrantedTokens {
  readonly access: string;
  /** Null where there is none, or where it did not send one this time: the one before stays good then. */
  readonly refresh: string | null;
  readonly accessExpiresAtMs: number | null;
  /** When the login as a whole ends. */
  readonly loginExpiresAtMs: number | null;
  /** What the person agreed to, in the words of the service. */
  readonly scopes: readonly string[];
}

/** Tokens of a connection, as they lie sealed in its row. */
export interface HeldTokens {
  readonly access: string;
  readonly refresh: string | null;
}

/** The account behind a login. */
export interface LoginAccount {
  readonly accountId: string;
  readonly accountName: string;
  readonly handle: string | null;
  readonly accountUrl: string | null;
}

/** Why a login did not come about, or could not be looked at. */
export interface LoginError {
  /** dead: the service takes these tokens no more, and only a new login helps; unreachable: it can be tried again. */
  readonly code: 'not_set_up' | 'refused' | 'unreachable' | 'dead';
  /** For a person: what happened and the way out. Never a token or a code. */
  readonly detail: string;
}

/** What a login needs before it can begin. */
export interface LoginSetup {
  /** Names of the settings that are missing, as the environment has them too. */
  readonly missing: readonly string[];
  /** The address that has to be registered at the service, to the letter. */
  readonly redirectUri: string;
  /** Why the service will not take that address, and what can be done instead. */
  readonly redirectProblem: string | null;
}

/** What binds an answer to the login that it belongs to. */
export interface LoginBinding {
  readonly state: string;
  readonly redirectUri: string;
  /** Of PKCE; null where the service has none. */
  readonly verifier: string | null;
}

/** Where the person's browser goes, and what the service will want to see again. */
export interface LoginRequest {
  readonly url: string;
  readonly verifier: string | null;
}

/** One service that a person can log in at. A new one is a file that implements this, and a line in `compose`. */
export interface LoginService {
  readonly service: PublishingService;
  /** How long before the end of a login its person is told. */
  readonly warnBeforeMs: number;
  /** What can be brought by hand. */
  readonly pasteable: readonly ('code' | 'token')[];
  /** Puts the person's own clients in force. */
  configure(clients: OAuthClients): void;
  /** @param callbackUri where this daemon answers, on this machine */
  setup(callbackUri: string): Promise<LoginSetup>;
  request(binding: Omit<LoginBinding, 'verifier'>): Promise<Result<LoginRequest, LoginError>>;
  /** Trades a code for tokens, and looks whether everything that is needed was agreed to. */
  exchange(code: string, binding: LoginBinding, signal: AbortSignal): Promise<Result<GrantedTokens, LoginError>>;
  /** Takes a token that was made at the service's own page; an error where it has no such thing. */
  adopt(token: string, signal: AbortSignal): Promise<Result<GrantedTokens, LoginError>>;
  /** Whose tokens these are; an error where that account cannot be published to. */
  identify(access: string, signal: AbortSignal): Promise<Result<LoginAccount, LoginError>>;
  refresh(tokens: HeldTokens, signal: AbortSignal): Promise<Result<GrantedTokens, LoginError>>;
  /** When tokens are renewed although nobody needs them, so that the login lives on; null: that would not help. */
  renewAtMs(refreshedAtMs: number | null, savedAtMs: number): number | null;
  /** Takes the login back. `impossible`: the service offers that to nobody but the person, at its own page. */
  revoke(tokens: HeldTokens, signal: AbortSignal): Promise<'revoked' | 'unreachable' | 'impossible'>;
  /** Where the person takes it back. */
  readonly revokePage: string;
}
