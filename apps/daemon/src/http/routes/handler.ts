import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RouteName, routes } from '@videoexpress/job-schema';
import type { Reply } from '../answer/reply.ts';
import type { Credential } from '../login/authenticate.ts';

type Routes = typeof routes;
/** Read through zod's own slot: matching a whole schema type against another makes the type checker take minutes. */
type OutputOf<Schema> = Schema extends { readonly _zod: { readonly output: infer Out } } ? Out : never;
type Parsed<Name extends RouteName, Key extends string> = Routes[Name] extends { readonly [K in Key]: infer Schema }
  ? OutputOf<Schema>
  : null;

/** One call of a route, with everything that its schemas describe already parsed by them. */
export interface RouteCall<Name extends RouteName> {
  readonly params: Parsed<Name, 'params'>;
  readonly query: Parsed<Name, 'query'>;
  readonly headers: Parsed<Name, 'headers'>;
  readonly body: Parsed<Name, 'body'>;
  /** Null on open routes. */
  readonly credential: Credential | null;
  /** Aborted when the client goes away. */
  readonly signal: AbortSignal;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

export type Handler<Name extends RouteName> = (call: RouteCall<Name>) => Promise<Reply> | Reply;

/** One handler a route: a route without one is a type error. */
export type Handlers = { readonly [Name in RouteName]: Handler<Name> };
