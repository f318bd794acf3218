import { err, type OAuthClients, ok, type Result } from '@videoexpress/job-schema';
import type { Clock, GrantedTokens, LoginAccount, LoginError, LoginService } from '@videoexpress/studio';
import { askService, below } from './ask-service.ts';
import type { LoginParts } from './google-login.ts';
import { profileSchema, readErrorCode, readLongToken, readShortToken } from './instagram-answers.ts';

export const instagramScopes = ['instagram_business_basic', 'instagram_business_content_publish'] as const;

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;
/** A long token is renewed once a week, and lives 60 days: seven weeks of an idle studio do not end a login. */
const renewEveryMs = 7 * dayMs;
/** Instagram renews no younger one. */
const leastAgeMs = dayMs;
const graphVersion = 'v26.0';
const instagramEnds =
  'Instagram takes this login no more: it was taken back, or not used for 60 days. Connect the account again.';

/** The honest choices of a program that lives on localhost. */
const localhostProblem =
  'Instagram takes https addresses only, so it refuses one on this computer. Set an https page of your own that leads back here (docs/instagram.md has it), or log in and paste the address or the code that the browser ends at, or paste a token made on Meta’s page for developers.';

/** Logging in at Instagram with Instagram's own login: professional accounts, no Facebook page. It has no PKCE. */
export function createInstagramLogin({ secrets, outside, addresses, clock }: LoginParts): LoginService {
  let configured: Pick<OAuthClients, 'instagramClientId' | 'instagramRedirectUri'> = {
    instagramClientId: '',
    instagramRedirectUri: '',
  };
  const clientId = () => outside.instagramClientId ?? configured.instagramClientId;
  const graph = (path: string) => below(addresses.instagramGraph, path);

  /** A token that lives for 60 days, for one of an hour. */
  async function lastingToken(short: string, signal: AbortSignal): Promise<Result<LastingToken, LoginError>> {
    const secret = await secrets.read('INSTAGRAM_CLIENT_SECRET');
    if (secret === null) return err(notSetUp);
    const query = new URLSearchParams({
      grant_type: 'ig_exchange_token',
      client_secret: secret,
      access_token: short,
    });
    const asked = await askService({ url: graph(`/access_token?${query.toString()}`) }, signal);
    if (!asked.ok) return err(away);
    const long = readLongToken(asked.value.body);
    if (long !== null && asked.value.status === 200) return ok(lasting(long, clock));
    return err({ code: 'refused', detail: 'Instagram gave no token that lasts. Nothing was connected. Begin again.' });
  }

  async function renewed(access: string, signal: AbortSignal): Promise<Result<LastingToken, LoginError>> {
    const query = new URLSearchParams({ grant_type: 'ig_refresh_token', access_token: access });
    const asked = await askService({ url: graph(`/refresh_access_token?${query.toString()}`) }, signal);
    if (!asked.ok) return err(away);
    const { status, body } = asked.value;
    const long = readLongToken(body);
    if (long !== null && status === 200) return ok(lasting(long, clock));
    if (readErrorCode(body) === 190) return err({ code: 'dead', detail: instagramEnds });
    return err({ code: 'unreachable', detail: `Instagram answered with status ${status}.` });
  }

  async function identify(access: string, signal: AbortSignal): Promise<Result<LoginAccount, LoginError>> {
    const url = graph(`/${graphVersion}/me?fields=user_id,username,name,account_type`);
    const asked = await askService({ url, bearer: access, longNumbers: ['user_id'] }, signal);
    if (!asked.ok) return err(away);
    const { status, body } = asked.value;
    if (readErrorCode(body) === 190) return err({ code: 'dead', detail: instagramEnds });
    const read = profileSchema.safeParse(body);
    if (status !== 200 || !read.success) {
      return err({ code: 'unreachable', detail: `Instagram answered with status ${status}. Try again later.` });
    }
    const { user_id: accountId, username, account_type: type } = read.data;
    if (type !== undefined && !/^(BUSINESS|MEDIA_CREATOR)$/i.test(type)) return err(notProfessional);
    const accountUrl = `https://www.instagram.com/${encodeURIComponent(username)}/`;
    return ok({ accountId, accountName: username, handle: username, accountUrl });
  }

  return {
    service: 'instagram',
    warnBeforeMs: 7 * dayMs,
    pasteable: ['code', 'token'],
    revokePage: 'https://www.instagram.com/accounts/manage_access/',
    configure: ({ instagramClientId, instagramRedirectUri }) => {
      configured = { instagramClientId, instagramRedirectUri };
    },

    async setup(callbackUri) {
      const missing = [
        ...(clientId() === '' ? ['INSTAGRAM_CLIENT_ID'] : []),
        ...((await secrets.read('INSTAGRAM_CLIENT_SECRET')) === null ? ['INSTAGRAM_CLIENT_SECRET'] : []),
      ];
      const own = outside.instagramRedirectUri ?? configured.instagramRedirectUri;
      if (own !== '') return { missing, redirectUri: own, redirectProblem: null };
      return { missing, redirectUri: callbackUri, redirectProblem: localhostProblem };
    },

    async request({ state, redirectUri }) {
      if (clientId() === '') return err(notSetUp);
      const query = new URLSearchParams({
        enable_fb_login: '0',
        client_id: clientId(),
        redirect_uri: redirectUri,
        response_type: 'code',
        scope: instagramScopes.join(','),
        state,
      });
      return ok({ url: below(addresses.instagramLogin, `/oauth/authorize?${query.toString()}`), verifier: null });
    },

    async exchange(code, { redirectUri }, signal) {
      const secret = await secrets.read('INSTAGRAM_CLIENT_SECRET');
      if (secret === null || clientId() === '') return err(notSetUp);
      const form = {
        client_id: clientId(),
        client_secret: secret,
        grant_type: 'authorization_code',
        redirect_uri: redirectUri,
        code: code.replace(/#_$/, ''),
      };
      const asked = await askService({ url: below(addresses.instagramTokens, '/oauth/access_token'), form }, signal);
      if (!asked.ok) return err(away);
      const short = asked.value.status === 200 ? readShortToken(asked.value.body) : null;
      if (short === null) return err(codeRefused);
      const missing = instagramScopes.filter((scope) => short.permissions?.includes(scope) === false);
      if (missing.length > 0) return err(scopeMissing);
      const long = await lastingToken(short.access, signal);
      return long.ok ? ok(grantedOf(long.value, short.permissions ?? instagramScopes)) : long;
    },

    async adopt(token, signal) {
      // One that is a day old or more can be renewed at once, and then its end is known.
      const long = await renewed(token, signal);
      if (long.ok) return ok(grantedOf(long.value, instagramScopes));
      if (long.error.code === 'dead') {
        return err({
          code: 'refused',
          detail: 'Instagram does not take this token. Make a new one, and paste all of it.',
        });
      }
      const newest = { access: token, endsAtMs: clock.now() + 60 * dayMs };
      return ok(grantedOf(newest, instagramScopes));
    },

    identify,

    async refresh({ access }, signal) {
      const long = await renewed(access, signal);
      return long.ok ? ok(grantedOf(long.value, [])) : long;
    },

    renewAtMs: (refreshedAtMs, savedAtMs) =>
      refreshedAtMs === null ? savedAtMs + leastAgeMs + hourMs : refreshedAtMs + renewEveryMs,

    // Instagram lets nobody but the person take a login back.
    revoke: async () => 'impossible',
  };
}

interface LastingToken {
  readonly access: string;
  readonly endsAtMs: number;
}

function lasting(
  { access, seconds }: { readonly access: string; readonly seconds: number },
  clock: Clock,
): LastingToken {
  return { access, endsAtMs: clock.now() + seconds * 1000 };
}

/** The one token is access and login in one. */
function grantedOf({ access, endsAtMs }: LastingToken, scopes: readonly string[]): GrantedTokens {
  return { access, refresh: null, accessExpiresAtMs: endsAtMs, loginExpiresAtMs: endsAtMs, scopes };
}

const away: LoginError = { code: 'unreachable', detail: 'Instagram could not be reached. Try again.' };
const notSetUp: LoginError = {
  code: 'not_set_up',
  detail: 'The app id or the app secret of Instagram is not set any more. Set it under Settings, Connections.',
};
const codeRefused: LoginError = {
  code: 'refused',
  detail:
    'Instagram did not take the code: it works once, for an hour, with the app secret and the address it was made for. Nothing was connected. Begin again.',
};
const scopeMissing: LoginError = {
  code: 'refused',
  detail:
    "Not everything was allowed on Instagram's page: the studio has to see the account and to publish. Nothing was connected. Connect again, and leave both allowed.",
};
const notProfessional: LoginError = {
  code: 'refused',
  detail:
    'This is a personal account, and Instagram lets programs publish to professional ones only. Switch it to a professional account in the app (Settings, Account type), and connect again.',
};
