import type { Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

const lookEveryMs = 50;

/** Closes servers: idle connections at once, busy ones when their answer is out, the rest after `graceMs`. */
export async function closeServers(servers: readonly Server[], graceMs: number): Promise<void> {
  const closed = Promise.all(servers.map(closeServer));
  const grace = new AbortController();
  const cutOff = delay(graceMs, null, { signal: grace.signal }).then(
    () => servers.forEach((server) => server.closeAllConnections()),
    () => {},
  );
  // A connection whose answer went out after this began is kept alive for seconds unless somebody looks again.
  const looking = setInterval(() => servers.forEach((server) => server.closeIdleConnections()), lookEveryMs);
  await closed;
  clearInterval(looking);
  grace.abort();
  await cutOff;
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    // The callback gets an error only where the server was not open, which is what is wanted.
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}
