import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider, { type Configuration } from 'oidc-provider';

const youtube = 'https://www.googleapis.com/auth/youtube';

/** A channel as YouTube's API shows it. */
export interface StandInChannel {
  readonly id: string;
  readonly title: string;
  readonly customUrl?: string;
}

export interface GoogleStandInOptions {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUris: readonly string[];
  /** Left out, any. */
  readonly port?: number;
}

/** What a token answer has beside what the protocol says. */
type TokenAnswer = Record<string, unknown>;

/**
 * Google's login as a strict server, and the one call of YouTube's API that says whose tokens these are. The login is
 * `oidc-provider` under Google's own paths: it holds callers to PKCE, to single use of codes and to registered addresses.
 * A refresh brings no new refresh token, as with Google.
 */
export interface GoogleStandIn {
  readonly url: string;
  /** By the name that somebody logs in with on its page. Who is not among them has no channel. */
  readonly channels: Map<string, StandInChannel>;
  /** What was asked, by path. */
  readonly asked: string[];
  /** Changes the answers of the token endpoint; left out, they go out as they are. */
  onTokenAnswer: ((body: TokenAnswer, grant: string) => TokenAnswer) | null;
  /** Held until it settles, before the token endpoint answers. */
  beforeTokenAnswer: (() => Promise<void>) | null;
  close(): Promise<void>;
}

/** Listens on a port of its own. */
export async function startGoogleStandIn(options: GoogleStandInOptions): Promise<GoogleStandIn> {
  let answer: (request: IncomingMessage, response: ServerResponse) => void = () => undefined;
  const server = createServer((request, response) => answer(request, response));
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const standIn: GoogleStandIn = {
    url,
    channels: new Map(),
    asked: [],
    onTokenAnswer: null,
    beforeTokenAnswer: null,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  const provider = new Provider(url, configuration(options));
  provider.use(async (context, next) => {
    // Google asks for no client where a token is taken back.
    if (context.path === '/revoke') {
      const pair = `${encodeURIComponent(options.clientId)}:${encodeURIComponent(options.clientSecret)}`;
      context.req.headers.authorization = `Basic ${Buffer.from(pair).toString('base64')}`;
    }
    await next();
    if (context.path !== '/token') return;
    await standIn.beforeTokenAnswer?.();
    if (context.status !== 200) return;
    const body = { ...(context.body as TokenAnswer) };
    const { params = {} } = context['oidc'] as { readonly params?: { readonly grant_type?: string } };
    const grant = params.grant_type ?? '';
    if (grant === 'refresh_token') delete body['refresh_token'];
    context.body = standIn.onTokenAnswer?.(body, grant) ?? body;
  });
  const oidc = provider.callback();
  answer = (request, response) => {
    const path = (request.url ?? '').split('?', 1)[0] ?? '';
    standIn.asked.push(path);
    if (path === '/youtube/v3/channels') void answerChannels(provider, standIn, request, response);
    else {
      // Who logs in says who they are on the same page; Google has one more for that.
      request.url = request.url?.replace(/prompt=consent(%20|\+)select_account/, 'prompt=consent') ?? '/';
      void oidc(request, response);
    }
  };
  return standIn;
}

async function answerChannels(
  provider: Provider,
  { channels }: GoogleStandIn,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const token = await provider.AccessToken.find(/^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '');
  const json = (status: number, body: unknown) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  if (token === undefined) {
    const errors = [{ message: 'Invalid Credentials', domain: 'global', reason: 'authError' }];
    return void json(401, { error: { code: 401, message: 'Invalid Credentials', errors, status: 'UNAUTHENTICATED' } });
  }
  const channel = channels.get(token.accountId ?? '');
  const items =
    channel === undefined
      ? undefined
      : [{ id: channel.id, snippet: { title: channel.title, customUrl: channel.customUrl } }];
  json(200, { kind: 'youtube#channelListResponse', ...(items === undefined ? {} : { items }) });
}

function configuration({ clientId, clientSecret, redirectUris }: GoogleStandInOptions): Configuration {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [...redirectUris],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    scopes: ['openid', `${youtube}.upload`, `${youtube}.readonly`],
    routes: { authorization: '/o/oauth2/v2/auth', token: '/token', revocation: '/revoke' },
    features: { devInteractions: { enabled: true }, revocation: { enabled: true } },
    pkce: { required: () => true },
    issueRefreshToken: async () => true,
    rotateRefreshToken: false,
    findAccount: (_context, id) => ({ accountId: id, claims: async () => ({ sub: id }) }),
    ttl: {
      AccessToken: 3600,
      RefreshToken: 86_400,
      AuthorizationCode: 600,
      Interaction: 3600,
      Session: 3600,
      Grant: 86_400,
    },
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig' }] },
    cookies: { keys: [randomBytes(16).toString('hex')] },
  };
}
