import type { IncomingMessage } from 'node:http';
import type { RouteName } from '@videoexpress/job-schema';
import type { Credential } from '../login/authenticate.ts';

/** Where an admitted request goes. The guard decided, and the dispatch follows: there is no second matching of paths. */
export type Destination =
  | { readonly kind: 'route'; readonly name: RouteName; readonly params: Readonly<Record<string, string>> }
  | { readonly kind: 'page' }
  | { readonly kind: 'missing' };

/** A request that passed the guard. */
export interface Admitted {
  readonly destination: Destination;
  readonly path: string;
  readonly query: URLSearchParams;
  /** Null on open routes and pages, where nobody is asked for one. */
  readonly credential: Credential | null;
}

const admittedRequests = new WeakMap<IncomingMessage, Admitted>();

/** Notes that the guard let a request in. Only the guard calls this. */
export function admit(request: IncomingMessage, admitted: Admitted): void {
  admittedRequests.set(request, admitted);
}

/** What the guard decided. A request that it never saw has no answer: this throws. */
export function admittedOf(request: IncomingMessage): Admitted {
  const admitted = admittedRequests.get(request);
  if (admitted === undefined) throw new Error('A request reached a handler without passing the guard');
  return admitted;
}
