import { type ApiClient, type ApiClientOptions, createRouteClient } from './client.ts';
import { routes } from './routes/index.ts';

/**
 * The typed client of the daemon's HTTP interface, for programs. Every answer is parsed by the route's own schema; a
 * failure is a value.
 */
export function createApiClient(options: ApiClientOptions): ApiClient {
  return createRouteClient((name) => routes[name], options);
}
