import { createLoginServices, type LoginAddresses, realLoginAddresses } from '@videoexpress/cloud-clients';
import type { HostConfig } from '@videoexpress/host';
import type { OAuthClients } from '@videoexpress/job-schema';
import type { Clock, LoginService, SecretReader } from '@videoexpress/studio';

/** What the environment sets of the person's clients. It wins over Settings, so what is not set there is left out. */
function outsideClients({ variables }: Pick<HostConfig, 'variables'>): Partial<OAuthClients> {
  const { GOOGLE_CLIENT_ID: google, INSTAGRAM_CLIENT_ID: instagram, INSTAGRAM_REDIRECT_URI: redirect } = variables;
  return {
    ...(google === undefined ? {} : { googleClientId: google.value }),
    ...(instagram === undefined ? {} : { instagramClientId: instagram.value }),
    ...(redirect === undefined ? {} : { instagramRedirectUri: redirect.value }),
  };
}

/** Where the services are: themselves, or stand-ins that the environment names. */
function loginAddresses({ variables }: Pick<HostConfig, 'variables'>): LoginAddresses {
  const real = realLoginAddresses;
  return {
    googleAccounts: variables.GOOGLE_ACCOUNTS_BASE_URL?.value ?? real.googleAccounts,
    googleTokens: variables.GOOGLE_TOKEN_BASE_URL?.value ?? real.googleTokens,
    youtubeApi: variables.YOUTUBE_API_BASE_URL?.value ?? real.youtubeApi,
    instagramLogin: variables.INSTAGRAM_AUTH_BASE_URL?.value ?? real.instagramLogin,
    instagramTokens: variables.INSTAGRAM_AUTH_BASE_URL?.value ?? real.instagramTokens,
    instagramGraph: variables.INSTAGRAM_GRAPH_BASE_URL?.value ?? real.instagramGraph,
  };
}

/** Everywhere that a person can log in, with what the environment says of it. */
export function loginServices(parts: {
  readonly config: Pick<HostConfig, 'variables'>;
  readonly secrets: SecretReader;
  readonly clock: Clock;
}): readonly LoginService[] {
  const { config, secrets, clock } = parts;
  return createLoginServices({ secrets, clock, outside: outsideClients(config), addresses: loginAddresses(config) });
}
