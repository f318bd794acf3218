import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { InstagramLoginEndpoints, type InstagramLoginOptions } from './instagram-login-endpoints.ts';

/** Instagram's login on a port of its own, for tests that need nothing of its Graph API. */
export async function startInstagramLogin(
  options: InstagramLoginOptions & { readonly port?: number },
): Promise<{ readonly url: string; readonly endpoints: InstagramLoginEndpoints; close(): Promise<void> }> {
  const endpoints = new InstagramLoginEndpoints(options);
  const server = createServer((request, response) => {
    void endpoints.handle(request, response).then((isMine) => {
      if (!isMine) response.writeHead(404).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    endpoints,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
