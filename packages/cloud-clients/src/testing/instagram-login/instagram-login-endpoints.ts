import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

/** An account as `/me` shows it. */
export interface StandInAccount {
  /** A text, as it may be larger than a JavaScript number. */
  readonly userId: string;
  readonly username: string;
  readonly accountType: 'BUSINESS' | 'MEDIA_CREATOR' | 'PERSONAL';
}

export interface InstagramLoginOptions {
  readonly clientId: string;
  readonly clientSecret: string;
  /** To the letter, as the real dashboard keeps them. */
  readonly redirectUris: readonly string[];
  /** Milliseconds since 1970; left out, the machine's clock. */
  readonly nowMs?: () => number;
}

interface IssuedToken {
  readonly account: StandInAccount;
  readonly kind: 'short' | 'long';
  readonly issuedMs: number;
  readonly endsMs: number;
}

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;
const longSeconds = 5_183_944;
const scopes = ['instagram_business_basic', 'instagram_business_content_publish'];

/**
 * Instagram's login and its tokens, as the contract has them: a code works once, for an hour, with its own address; a short
 * token for an hour; a long one for 60 days, and can be renewed once it is a day old.
 */
export class InstagramLoginEndpoints {
  /** Who is logged in in the browser that comes. */
  account: StandInAccount = { userId: '17841400000000042', username: 'lowtidefilms', accountType: 'MEDIA_CREATOR' };
  /** The person says no on the page. */
  denies = false;
  /** How the answer with the short token is written. */
  shape: 'flat' | 'wrapped' = 'flat';
  permissions: unknown = scopes;
  readonly asked: string[] = [];
  /** Held until it settles, before a renewal is answered. */
  beforeRenewal: (() => Promise<void>) | null = null;
  readonly #codes = new Map<string, { readonly redirectUri: string; readonly madeMs: number; isUsed: boolean }>();
  readonly #tokens = new Map<string, IssuedToken>();
  readonly #options: InstagramLoginOptions;
  readonly #nowMs: () => number;

  constructor(options: InstagramLoginOptions) {
    this.#options = options;
    this.#nowMs = options.nowMs ?? Date.now;
  }

  /** A long token, as the dashboard's button makes one. @param token left out, one that looks like theirs */
  makeToken(token?: string): string {
    return this.#issue('long', longSeconds * 1000, token);
  }

  /** Whose token this is; null where it is none that still works. */
  accountOf(token: string): StandInAccount | null {
    return this.#alive(token)?.account ?? null;
  }

  /** The person takes the app's access away. */
  revokeAll(): void {
    this.#tokens.clear();
  }

  /** Answers what belongs to the login; false: it is not one of its addresses. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const url = new URL(request.url ?? '/', 'http://stand-in');
    const { pathname, searchParams } = url;
    const json = (status: number, body: string | object) => {
      const written = typeof body === 'string' ? body : JSON.stringify(body);
      response.writeHead(status, { 'content-type': 'application/json' }).end(written);
      return true;
    };
    const known = /^\/(oauth\/authorize|oauth\/access_token|access_token|refresh_access_token)$/.test(pathname);
    const isMe = /^\/v\d+\.\d+\/me$/.test(pathname);
    if (!known && !isMe) return false;
    this.asked.push(pathname);
    if (pathname === '/oauth/authorize') return this.#authorize(searchParams, response);
    if (pathname === '/oauth/access_token') {
      return json(...this.#exchange(new URLSearchParams(await text(request))));
    }
    if (pathname === '/access_token') return json(...this.#lengthen(searchParams));
    if (pathname === '/refresh_access_token') {
      await this.beforeRenewal?.();
      return json(...this.#renew(searchParams.get('access_token') ?? ''));
    }
    const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    return json(...this.#me(bearer ?? searchParams.get('access_token') ?? ''));
  }

  #authorize(query: URLSearchParams, response: ServerResponse): true {
    const redirectUri = query.get('redirect_uri') ?? '';
    const asked = (query.get('scope') ?? '').split(',');
    const isRight =
      query.get('client_id') === this.#options.clientId &&
      this.#options.redirectUris.includes(redirectUri) &&
      query.get('response_type') === 'code' &&
      scopes.every((scope) => asked.includes(scope));
    if (!isRight) {
      response.writeHead(400, { 'content-type': 'text/plain' }).end('Invalid platform app');
      return true;
    }
    const back = new URL(redirectUri);
    back.searchParams.set('state', query.get('state') ?? '');
    if (this.denies) {
      back.searchParams.set('error', 'access_denied');
      back.searchParams.set('error_reason', 'user_denied');
    } else {
      const code = `AQ${randomBytes(24).toString('base64url')}`;
      this.#codes.set(code, { redirectUri, madeMs: this.#nowMs(), isUsed: false });
      back.searchParams.set('code', code);
    }
    response.writeHead(302, { location: `${back.href}#_` }).end();
    return true;
  }

  #exchange(form: URLSearchParams): [number, string | object] {
    const refuse = (message: string): [number, object] => [
      400,
      { error_type: 'OAuthException', code: 400, error_message: message },
    ];
    const { clientId, clientSecret } = this.#options;
    if (form.get('client_id') !== clientId || form.get('client_secret') !== clientSecret) {
      return refuse('Error validating client secret');
    }
    const made = this.#codes.get(form.get('code') ?? '');
    if (made === undefined || made.isUsed || this.#nowMs() - made.madeMs > hourMs) {
      return refuse('This authorization code has been used');
    }
    if (form.get('redirect_uri') !== made.redirectUri) return refuse('Invalid redirect_uri');
    made.isUsed = true;
    const permissions = this.permissions === undefined ? '' : `,"permissions":${JSON.stringify(this.permissions)}`;
    // A number that JavaScript cannot hold, as Instagram writes it.
    const flat = `{"access_token":"${this.#issue('short', hourMs)}","user_id":${this.account.userId}${permissions}}`;
    return [200, this.shape === 'flat' ? flat : `{"data":[${flat}]}`];
  }

  #lengthen(query: URLSearchParams): [number, object] {
    const token = query.get('access_token') ?? '';
    const isRight =
      query.get('grant_type') === 'ig_exchange_token' && query.get('client_secret') === this.#options.clientSecret;
    if (!isRight || this.#alive(token)?.kind !== 'short') return [400, graphError(100, 'Invalid request')];
    return [200, { access_token: this.makeToken(), token_type: 'bearer', expires_in: longSeconds }];
  }

  #renew(token: string): [number, object] {
    const held = this.#alive(token);
    if (held === undefined) return [400, graphError(190, 'Error validating access token')];
    if (held.kind !== 'long' || this.#nowMs() - held.issuedMs < dayMs) {
      return [400, graphError(10, 'Access token is not eligible for refresh')];
    }
    return [200, { access_token: this.makeToken(), token_type: 'bearer', expires_in: longSeconds }];
  }

  #me(token: string): [number, string | object] {
    const account = this.accountOf(token);
    if (account === null) return [400, graphError(190, 'Error validating access token')];
    const { userId, username, accountType } = account;
    return [
      200,
      `{"user_id":${userId},"username":"${username}","name":"Low Tide","account_type":"${accountType}","id":"1"}`,
    ];
  }

  #issue(kind: IssuedToken['kind'], lifeMs: number, given?: string): string {
    const token = given ?? `IGAA${kind}${randomBytes(96).toString('base64url')}`;
    const issuedMs = this.#nowMs();
    this.#tokens.set(token, { account: this.account, kind, issuedMs, endsMs: issuedMs + lifeMs });
    return token;
  }

  #alive(token: string): IssuedToken | undefined {
    const held = this.#tokens.get(token);
    return held === undefined || held.endsMs <= this.#nowMs() ? undefined : held;
  }
}

function graphError(code: number, message: string): object {
  return { error: { message, type: 'OAuthException', code, fbtrace_id: 'A0' } };
}
