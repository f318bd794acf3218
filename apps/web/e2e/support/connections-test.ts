import {
  type GoogleStandIn,
  type InstagramLoginEndpoints,
  startGoogleStandIn,
  startInstagramLogin,
} from '@videoexpress/cloud-clients/testing';
import { freePort, startTestDaemon, type TestDaemon } from './daemon.ts';
import { test as base } from './studio-test.ts';

interface Services {
  readonly google: GoogleStandIn;
  readonly instagram: InstagramLoginEndpoints;
}

interface WorkerFixtures {
  readonly served: Services & { readonly daemon: TestDaemon };
  readonly daemon: TestDaemon;
  readonly services: Services;
}

const google = { clientId: '1234-abc.apps.googleusercontent.com', clientSecret: 'GOCSPX-a-secret-of-the-client' };
const instagram = { clientId: '99887766', clientSecret: 'a-secret-of-the-instagram-app' };

/** Tests of logins: on a daemon of their own, with Google and Instagram on this machine. */
export const test = base.extend<object, WorkerFixtures>({
  served: [
    async ({ browserName: _ }, provide) => {
      const [googlePort, instagramPort] = [await freePort(), await freePort()];
      const [googleUrl, instagramUrl] = [googlePort, instagramPort].map((port) => `http://127.0.0.1:${port}`);
      const daemon = await startTestDaemon({
        GOOGLE_CLIENT_ID: google.clientId,
        GOOGLE_CLIENT_SECRET: google.clientSecret,
        INSTAGRAM_CLIENT_ID: instagram.clientId,
        INSTAGRAM_CLIENT_SECRET: instagram.clientSecret,
        GOOGLE_ACCOUNTS_BASE_URL: String(googleUrl),
        GOOGLE_TOKEN_BASE_URL: String(googleUrl),
        YOUTUBE_API_BASE_URL: String(googleUrl),
        INSTAGRAM_AUTH_BASE_URL: String(instagramUrl),
        INSTAGRAM_GRAPH_BASE_URL: String(instagramUrl),
      });
      const wayBack = (service: string) => [`${daemon.url}/oauth/${service}/callback`];
      const [standIn, login] = await Promise.all([
        startGoogleStandIn({ ...google, redirectUris: wayBack('youtube'), port: googlePort }),
        startInstagramLogin({ ...instagram, redirectUris: wayBack('instagram'), port: instagramPort }),
      ]);
      await provide({ daemon, google: standIn, instagram: login.endpoints });
      await Promise.all([daemon.remove(), standIn.close(), login.close()]);
    },
    { scope: 'worker' },
  ],
  daemon: [async ({ served }, provide) => provide(served.daemon), { scope: 'worker' }],
  services: [async ({ served }, provide) => provide(served), { scope: 'worker' }],
});
