import type { IncomingMessage, ServerResponse } from 'node:http';
import { type RouteName, routes } from '@videoexpress/job-schema';
import { refuse, type Reply } from '../answer/reply.ts';
import type { Admitted, Destination } from '../guard/admitted.ts';
import type { Handlers, RouteCall } from './handler.ts';
import type { MoreProblems } from './more-problems.ts';
import { parseCall } from './parse-call.ts';

/** Parses an admitted call by its route's schemas and gives it to the handler. */
export async function dispatch(
  { handlers, more }: { readonly handlers: Handlers; readonly more: MoreProblems },
  admitted: Admitted & { readonly destination: Extract<Destination, { kind: 'route' }> },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Reply> {
  const { name, params } = admitted.destination;
  const given = { params, query: admitted.query };
  const parsed = await parseCall(routes[name], given, request, response, more[name]);
  if (!parsed.ok) return refuse(parsed.error);
  const call = { ...parsed.value, credential: admitted.credential, signal: leftSignal(response), request, response };
  return run(handlers, name, call);
}

function run<Name extends RouteName>(
  handlers: Handlers,
  name: Name,
  call: Omit<RouteCall<Name>, keyof ParsedFields> & ParsedFields,
): Promise<Reply> | Reply {
  // The schemas that parsed the call are the ones its type is made from; the compiler cannot follow that by index.
  return handlers[name](call as RouteCall<Name>);
}

/** What the schemas of any route made of a call. */
interface ParsedFields {
  readonly params: unknown;
  readonly query: unknown;
  readonly headers: unknown;
  readonly body: unknown;
}

/** A signal that is aborted when the client goes away before its answer is complete. */
function leftSignal(response: ServerResponse): AbortSignal {
  const left = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) left.abort();
  });
  return left.signal;
}
