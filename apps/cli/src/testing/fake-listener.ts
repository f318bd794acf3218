import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The outside of a studio's listener for workers: it takes one token, and remembers what was called. */
export interface FakeListener {
  readonly address: string;
  readonly url: string;
  /** The token that is in force. */
  token: string;
  /** `METHOD path` of each call that showed it. */
  readonly calls: string[];
  close(): Promise<void>;
}

export async function startFakeListener(token: string): Promise<FakeListener> {
  const calls: string[] = [];
  const server = createServer((request, response) => {
    const isRight = request.headers.authorization === listener.token;
    if (isRight) calls.push(`${request.method} ${request.url}`);
    response.writeHead(isRight ? 200 : 401, { 'content-type': 'application/json' }).end('{}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const listener: FakeListener = {
    address,
    url: `http://${address}`,
    token,
    calls,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
  return listener;
}
