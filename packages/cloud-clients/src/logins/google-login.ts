import { err, type OAuthClients, ok, type Result } from '@videoexpress/job-schema';
import type { Clock, GrantedTokens, LoginError, LoginService, SecretReader } from '@videoexpress/studio';
import { z } from 'zod';
import { askService, below } from './ask-service.ts';
import { type GoogleClient, GoogleCodeFlow, googleScopes } from './google-code-flow.ts';
import type { LoginAddresses } from './login-addresses.ts';
import { youtubeChannel } from './youtube-channel.ts';

export interface LoginParts {
  readonly secrets: SecretReader;
  /** What the environment sets, which wins over Settings. */
  readonly outside: Partial<OAuthClients>;
  readonly addresses: LoginAddresses;
  readonly clock: Clock;
}

/** A consent screen in Testing gives logins of 7 days, which nothing but a new login prolongs. */
const warnBeforeMs = 24 * 60 * 60_000;

const tokenSchema = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().optional(),
  expires_in: z.number().positive().optional(),
  refresh_token_expires_in: z.number().positive().optional(),
  scope: z.string().optional(),
});
const refusalSchema = z.object({ error: z.string() });

/** Logging in at Google, for YouTube: a client of the type “Desktop app” or “Web application”. */
export function createGoogleLogin({ secrets, outside, addresses, clock }: LoginParts): LoginService {
  const flow = new GoogleCodeFlow(addresses);
  let configured = '';
  const clientId = () => outside.googleClientId ?? configured;

  async function client(): Promise<GoogleClient | null> {
    const secret = await secrets.read('GOOGLE_CLIENT_SECRET');
    return clientId() === '' || secret === null ? null : { id: clientId(), secret };
  }

  function grantedOf(body: unknown, before: readonly string[]): GrantedTokens | null {
    const read = tokenSchema.safeParse(body);
    if (!read.success) return null;
    const { access_token, refresh_token, expires_in, refresh_token_expires_in, scope } = read.data;
    const endsMs = (seconds: number | undefined) => (seconds === undefined ? null : clock.now() + seconds * 1000);
    return {
      access: access_token,
      refresh: refresh_token === undefined || refresh_token === '' ? null : refresh_token,
      accessExpiresAtMs: endsMs(expires_in),
      loginExpiresAtMs: endsMs(refresh_token_expires_in),
      scopes: scope === undefined ? before : scope.split(' ').filter((each) => each !== ''),
    };
  }

  return {
    service: 'youtube',
    warnBeforeMs,
    pasteable: ['code'],
    revokePage: 'https://myaccount.google.com/connections',
    configure: ({ googleClientId }) => void (configured = googleClientId),

    async setup(callbackUri) {
      const missing = [
        ...(clientId() === '' ? ['GOOGLE_CLIENT_ID'] : []),
        ...((await secrets.read('GOOGLE_CLIENT_SECRET')) === null ? ['GOOGLE_CLIENT_SECRET'] : []),
      ];
      return { missing, redirectUri: callbackUri, redirectProblem: null };
    },

    async request(binding) {
      const mine = await client();
      return mine === null ? err(notSetUp) : flow.request(mine, binding);
    },

    async exchange(code, binding) {
      const mine = await client();
      if (mine === null) return err(notSetUp);
      const granted = await flow.exchange(mine, code, binding);
      if (!granted.ok) return err(exchangeError(granted.error.error));
      const { access, refresh, params } = granted.value;
      // Passport takes the refresh token out of the reply that it hands on.
      const tokens = grantedOf({ ...Object(params), access_token: access, refresh_token: refresh ?? undefined }, []);
      if (tokens === null) return err(exchangeError(null));
      return withEverything(tokens);
    },

    adopt: async () => err({ code: 'refused', detail: 'Google has no tokens to paste. Log in instead.' }),

    identify: (access, signal) => youtubeChannel(addresses.youtubeApi, access, signal),

    async refresh({ refresh }, signal) {
      const mine = await client();
      if (mine === null) return err(notSetUp);
      if (refresh === null) return err(dead);
      const form = {
        client_id: mine.id,
        client_secret: mine.secret,
        grant_type: 'refresh_token',
        refresh_token: refresh,
      };
      const asked = await askService({ url: below(addresses.googleTokens, '/token'), form }, signal);
      if (!asked.ok) return err({ code: 'unreachable', detail: 'Google could not be reached.' });
      const { status, body } = asked.value;
      const tokens = status === 200 ? grantedOf(body, []) : null;
      if (tokens !== null) return ok(tokens);
      const told = refusalSchema.safeParse(body);
      if (told.success && told.data.error === 'invalid_grant') return err(dead);
      if (told.success && /^(invalid|unauthorized)_client$/.test(told.data.error)) return err(wrongClient);
      return err({ code: 'unreachable', detail: `Google answered with status ${status}.` });
    },

    // A refresh does not prolong a login of Google's.
    renewAtMs: () => null,

    async revoke({ access, refresh }, signal) {
      const url = below(addresses.googleTokens, '/revoke');
      const asked = await askService({ url, form: { token: refresh ?? access } }, signal);
      if (!asked.ok || asked.value.status >= 500) return 'unreachable';
      // 400: it was taken back already.
      return 'revoked';
    },
  };
}

/** People can untick what is asked for: half of it is of no use. */
function withEverything(tokens: GrantedTokens): Result<GrantedTokens, LoginError> {
  const missing = googleScopes.filter((scope) => !tokens.scopes.includes(scope));
  if (missing.length > 0) {
    const detail =
      "Not everything was ticked on Google's page: the studio has to upload videos and to see your channel. Nothing was connected. Connect again, and leave both boxes ticked.";
    return err({ code: 'refused', detail });
  }
  if (tokens.refresh !== null) return ok(tokens);
  const detail =
    'Google gave no token that lasts. Remove the studio under https://myaccount.google.com/connections, and connect again.';
  return err({ code: 'refused', detail });
}

const notSetUp: LoginError = {
  code: 'not_set_up',
  detail: 'The client id or the client secret of Google is not set any more. Set it under Settings, Connections.',
};
const wrongClient: LoginError = {
  code: 'unreachable',
  detail: 'Google does not know this client id with this client secret. Set them right under Settings, Connections.',
};
const dead: LoginError = {
  code: 'dead',
  detail:
    'Google takes this login no more: it was revoked, or it ended. (While the consent screen is in “Testing” a login lasts 7 days.) Connect the account again.',
};

function exchangeError(error: string | null): LoginError {
  switch (error) {
    case 'invalid_client':
    case 'unauthorized_client':
      return { ...wrongClient, code: 'refused' };
    case 'invalid_grant':
      return {
        code: 'refused',
        detail: 'Google did not take the code: it works once, for some minutes. Nothing was connected. Begin again.',
      };
    case 'redirect_uri_mismatch':
      return {
        code: 'refused',
        detail:
          'The address of the way back is not registered at this client. Settings, Connections shows which it must be.',
      };
    case null:
      return { code: 'unreachable', detail: 'Google could not be reached. Nothing was connected. Begin again.' };
    default:
      return { code: 'refused', detail: 'Google did not finish the login. Nothing was connected. Begin again.' };
  }
}
