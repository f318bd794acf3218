import { err, ok, type Result } from '@videoexpress/job-schema';
import type { LoginBinding, LoginError, LoginRequest } from '@videoexpress/studio';
import type { Strategy, VerifyCallback } from 'passport-google-oauth20';
import { z } from 'zod';
import { below } from './ask-service.ts';
import type { LoginAddresses } from './login-addresses.ts';

export const googleScopes = [
  'https://www.googleapis.com/auth/youtube.upload',
  'https://www.googleapis.com/auth/youtube.readonly',
] as const;

/** The person's own client at Google. */
export interface GoogleClient {
  readonly id: string;
  readonly secret: string;
}

/** What Google gave for a code. */
export interface GoogleGrant {
  readonly access: string;
  readonly refresh: string | null;
  readonly params: unknown;
}

/** How a run of the strategy ended. */
type End =
  | { readonly kind: 'redirect'; readonly url: string }
  | { readonly kind: 'success'; readonly grant: GoogleGrant }
  | { readonly kind: 'fail' }
  | { readonly kind: 'error'; readonly error: unknown };

const tokenErrorSchema = z.object({ name: z.literal('TokenError'), code: z.string() });
const grantSchema = z.object({ access: z.string().min(1), refresh: z.string().nullable(), params: z.unknown() });

/**
 * Google's code flow through `passport-google-oauth20`, driven by hand: its strategy is given one request, and says where
 * the browser goes or what the code was worth. State and PKCE's verifier are kept by whoever calls.
 */
export class GoogleCodeFlow {
  readonly #addresses: LoginAddresses;

  constructor(addresses: LoginAddresses) {
    this.#addresses = addresses;
  }

  /** Where the person logs in, with the verifier that Google will want to see. */
  async request(
    client: GoogleClient,
    { state, redirectUri }: Omit<LoginBinding, 'verifier'>,
  ): Promise<Result<LoginRequest, LoginError>> {
    let made: string | null = null;
    const end = await this.#run(client, redirectUri, {}, (verifier) => {
      made = verifier;
      return state;
    });
    if (end.kind === 'redirect') return ok({ url: end.url, verifier: made });
    return err({
      code: 'refused',
      detail: 'The login at Google could not be begun. See whether the client id is right.',
    });
  }

  /** Trades a code. `error`: what Google called it, or null where it did not answer. */
  async exchange(
    client: GoogleClient,
    code: string,
    { state, redirectUri, verifier }: LoginBinding,
  ): Promise<Result<GoogleGrant, { readonly error: string | null }>> {
    const end = await this.#run(client, redirectUri, { code, state }, () => state, verifier);
    if (end.kind === 'success') return ok(end.grant);
    const told = tokenErrorSchema.safeParse(end.kind === 'error' ? end.error : null);
    return err({ error: told.success ? told.data.code : null });
  }

  async #run(
    client: GoogleClient,
    redirectUri: string,
    query: Readonly<Record<string, string>>,
    /** Keeps the verifier, and says the state. */
    keep: (verifier: string) => string,
    verifier: string | null = null,
  ): Promise<End> {
    const { Strategy } = await loadStrategy();
    return new Promise((resolve) => {
      quietly(() => {
        const strategy = new Strategy(
          {
            clientID: client.id,
            clientSecret: client.secret,
            callbackURL: redirectUri,
            authorizationURL: below(this.#addresses.googleAccounts, '/o/oauth2/v2/auth'),
            tokenURL: below(this.#addresses.googleTokens, '/token'),
            scope: [...googleScopes],
            skipUserProfile: true,
            ...pkceThrough(keep, verifier),
          },
          (access: string, refresh: string | undefined, params: unknown, _profile: unknown, done: VerifyCallback) =>
            done(null, { access, refresh: refresh ?? null, params }),
        );
        const acting = Object.assign(Object.create(strategy) as Strategy, {
          redirect: (url: string) => resolve({ kind: 'redirect', url }),
          success: (grant: unknown) => {
            const read = grantSchema.safeParse(grant);
            resolve(read.success ? { kind: 'success', grant: read.data } : { kind: 'fail' });
          },
          fail: () => resolve({ kind: 'fail' }),
          error: (error: unknown) => resolve({ kind: 'error', error }),
        });
        const options = { accessType: 'offline', prompt: 'consent select_account', includeGrantedScopes: true };
        acting.authenticate(Object({ query }), options);
      });
    });
  }
}

/** The strategy's own way to leave state and verifier to somebody else. Its types know no store. */
function pkceThrough(keep: (verifier: string) => string, verifier: string | null): object {
  type Stored = (error: Error | null, state: string) => void;
  type Verified = (error: Error | null, verifier: string | false, state: string | undefined) => void;
  return {
    pkce: true,
    store: {
      store: (_request: unknown, made: string, _state: unknown, _meta: unknown, done: Stored) => done(null, keep(made)),
      // Whoever calls has looked at the state before.
      verify: (_request: unknown, state: string, _meta: unknown, done: Verified) =>
        done(null, verifier ?? false, state),
    },
  };
}

/** Loaded with the first login: most starts of the studio need none of it. */
function loadStrategy(): Promise<{ Strategy: typeof Strategy }> {
  return import('passport-google-oauth20');
}

/** The strategy is of 2019 and parses addresses in a way that Node would print a warning about, once. */
function quietly(work: () => void): void {
  const before = process.noDeprecation;
  process.noDeprecation = true;
  try {
    work();
  } finally {
    process.noDeprecation = before ?? false;
  }
}
