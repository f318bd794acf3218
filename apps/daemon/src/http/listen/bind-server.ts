import type { Server } from 'node:http';
import { err, ok, type Result } from '@videoexpress/job-schema';

/** `unavailable`: this machine has no such address. `refused`: it may not be bound, for whatever other reason. */
export interface BindError {
  readonly code: 'taken' | 'unavailable' | 'refused';
  readonly detail: string;
}

/** Binds a server to one address; answers with the port it got. */
export function bindServer(server: Server, host: string, port: number): Promise<Result<{ port: number }, BindError>> {
  return new Promise((resolve) => {
    const onError = (error: NodeJS.ErrnoException) => {
      server.off('listening', onListening);
      resolve(err({ code: bindErrorCode(error.code), detail: error.message }));
    };
    const onListening = () => {
      server.off('error', onError);
      const address = server.address();
      resolve(ok({ port: typeof address === 'object' && address !== null ? address.port : port }));
    };
    server.once('error', onError);
    server.once('listening', onListening);
    server.listen({ host, port, ipv6Only: host.includes(':'), exclusive: true });
  });
}

function bindErrorCode(code: string | undefined): BindError['code'] {
  switch (code) {
    case 'EADDRINUSE':
      return 'taken';
    case 'EADDRNOTAVAIL':
    case 'EAFNOSUPPORT':
      return 'unavailable';
    default:
      return 'refused';
  }
}
