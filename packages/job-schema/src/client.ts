import { z } from 'zod';
import { problemSchema, type Problem } from './problem.ts';
import { err, ok, type Result } from './result.ts';
import type { routes, RouteName } from './routes/index.ts';
import type { RouteDefinition } from './routes/route.ts';

/** Why a call gave no answer of the expected kind. */
export type CallError =
  | { readonly code: 'problem'; readonly problem: Problem }
  | { readonly code: 'unreachable'; readonly detail: string }
  | { readonly code: 'unexpected_answer'; readonly status: number; readonly detail: string };

type Routes = typeof routes;
/** Read through zod's own slots: matching a whole schema type against another makes the type checker take minutes. */
type InputOf<Schema> = Schema extends { readonly _zod: { readonly input: infer In } } ? In : never;
type OutputOf<Schema> = Schema extends { readonly _zod: { readonly output: infer Out } } ? Out : never;

type Fields<Name extends RouteName, Key extends string> = Routes[Name] extends { readonly [K in Key]: infer Schema }
  ? { readonly [K in Key]: InputOf<Schema> }
  : { readonly [K in Key]?: undefined };
type OptionalFields<Name extends RouteName, Key extends string> = Routes[Name] extends {
  readonly [K in Key]: infer Schema;
}
  ? { readonly [K in Key]?: InputOf<Schema> }
  : { readonly [K in Key]?: undefined };

/** What a call of the route takes: path parameters, body, query, an abort signal. */
export type CallArguments<Name extends RouteName> = Fields<Name, 'params'> &
  Fields<Name, 'body'> &
  OptionalFields<Name, 'query'> & {
    readonly form?: FormData;
    readonly idempotencyKey?: string;
    readonly signal?: AbortSignal;
  };

/** What a call of the route answers with. */
export type CallAnswer<Name extends RouteName> = Routes[Name] extends { readonly response: infer Schema }
  ? OutputOf<Schema>
  : null;

/** An answer, with the last event row that it already includes where the daemon says so. */
export interface Answer<T> {
  readonly body: T;
  readonly status: number;
  readonly lastEventId: number | null;
}

export interface ApiClientOptions {
  /** Origin of the daemon, `''` for the page's own. */
  readonly baseUrl: string;
  /** Token of the command line; a browser leaves it out and sends its cookie. */
  readonly token?: string;
  readonly fetch?: typeof fetch;
}

export interface ApiClient {
  call<Name extends RouteName>(
    name: Name,
    args: CallArguments<Name>,
  ): Promise<Result<Answer<CallAnswer<Name>>, CallError>>;
}

/** Fills `{id}` in a route's path, and appends the query. */
export function routeUrl(
  route: Pick<RouteDefinition, 'path'>,
  params: Readonly<Record<string, unknown>> = {},
  query: Readonly<Record<string, unknown>> = {},
): string {
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(queryText(params[name])));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null) search.set(name, queryText(value));
  }
  return search.size === 0 ? path : `${path}?${search}`;
}

function queryText(value: unknown): string {
  if (Array.isArray(value)) return value.map(queryText).join(',');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

async function readProblem(response: Response): Promise<CallError> {
  const text = await response.text();
  const parsed = problemSchema.safeParse(parseJson(text));
  if (parsed.success) return { code: 'problem', problem: parsed.data };
  return { code: 'unexpected_answer', status: response.status, detail: text.slice(0, 500) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The arguments of any call, seen without their route. */
interface LooseArguments {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly form?: FormData;
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}

async function callRoute(
  find: () => RouteDefinition | Promise<RouteDefinition>,
  args: LooseArguments,
  options: ApiClientOptions,
): Promise<Result<Answer<unknown>, CallError>> {
  const send = options.fetch ?? globalThis.fetch.bind(globalThis);
  const headers: Record<string, string> = { 'x-videoexpress': '1' };
  if (options.token !== undefined) headers['authorization'] = `Bearer ${options.token}`;
  if (args.idempotencyKey !== undefined) headers['idempotency-key'] = args.idempotencyKey;
  if (args.body !== undefined) headers['content-type'] = 'application/json';
  const body = args.form ?? (args.body === undefined ? undefined : JSON.stringify(args.body));
  try {
    const route = await find();
    const response = await send(options.baseUrl + routeUrl(route, args.params, args.query), {
      method: route.method,
      headers,
      ...(body === undefined ? {} : { body }),
      ...(args.signal === undefined ? {} : { signal: args.signal }),
    });
    if (!response.ok) return err(await readProblem(response));
    const lastEventId = response.headers.get('x-event-id');
    const received = route.response === undefined ? null : parseJson(await response.text());
    const parsed = (route.response ?? z.null()).safeParse(received);
    if (!parsed.success) {
      return err({ code: 'unexpected_answer', status: response.status, detail: z.prettifyError(parsed.error) });
    }
    return ok({
      body: parsed.data,
      status: response.status,
      lastEventId: lastEventId === null ? null : Number(lastEventId),
    });
  } catch (cause) {
    return err({ code: 'unreachable', detail: cause instanceof Error ? cause.message : String(cause) });
  }
}

/** Finds a route. What has to be fetched first may fail, and the call fails with it. */
export type RouteOf = (name: RouteName) => RouteDefinition | Promise<RouteDefinition>;

/** The typed client over whatever finds its routes: a page brings no more of them along than it needs. */
export function createRouteClient(routeOf: RouteOf, options: ApiClientOptions): ApiClient {
  return {
    call<Name extends RouteName>(name: Name, args: CallArguments<Name>) {
      // The schema that parses the answer is the one its type is made from; the compiler cannot follow that by index.
      return callRoute(() => routeOf(name), args as LooseArguments, options) as Promise<
        Result<Answer<CallAnswer<Name>>, CallError>
      >;
    },
  };
}
