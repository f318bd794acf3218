import {
  type Answer,
  type ApiClient,
  type CallAnswer,
  type CallArguments,
  createRouteClient,
  firstRoutes,
  type RouteDefinition,
  type RouteName,
} from '@videoexpress/job-schema';
import { CallFailure } from './call-failure.ts';

/** The daemon that served this page, with the session that the page's cookie names. */
export const api: ApiClient = createRouteClient(routeOf, { baseUrl: '' });

/** Routes of parts that are not shown at once are fetched with the first call of one. */
async function routeOf(name: RouteName): Promise<RouteDefinition> {
  if (isFirst(name)) return firstRoutes[name];
  const { laterRoutes } = await import('@videoexpress/job-schema/later-routes');
  return laterRoutes[name];
}

function isFirst(name: RouteName): name is keyof typeof firstRoutes {
  return name in firstRoutes;
}

/** A call whose failure is thrown as a `CallFailure`, for queries and mutations. */
export async function call<Name extends RouteName>(
  name: Name,
  args: CallArguments<Name>,
): Promise<Answer<CallAnswer<Name>>> {
  const result = await api.call(name, args);
  if (!result.ok) throw new CallFailure(result.error);
  return result.value;
}
