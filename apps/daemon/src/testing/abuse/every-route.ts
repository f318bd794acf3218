import { type RouteDefinition, type RouteName, routes } from '@videoexpress/job-schema';
import { safeParse } from 'zod';
import { routeNames } from '../../http/routes/match-route.ts';

export interface EachRoute {
  readonly name: RouteName;
  readonly route: RouteDefinition;
  /** With an id in each place that may well exist. */
  readonly path: string;
}

const plausibleId = '0'.repeat(32);

/** An id of the right form for a parameter, found by what the route's own schema takes. */
function plausible(route: RouteDefinition, parameter: string): string {
  const candidates = ['job', 'ast', 'prj', 'att', 'con', 'pub', 'pst'].map((prefix) => `${prefix}_${plausibleId}`);
  const values = [...candidates, 'sketch', 'data', 'RUNPOD_API_KEY', 'youtube', 'x'];
  const schema = route.params?.shape[parameter];
  const takes = (value: string) => schema === undefined || safeParse(schema, value).success;
  return values.find(takes) ?? 'x';
}

/** The path of a route with `choose` deciding what stands in its places. */
export function pathOf(route: RouteDefinition, choose: (parameter: string) => string): string {
  return route.path.replaceAll(/\{(\w+)\}/g, (_, parameter: string) => choose(parameter));
}

/** Every route that the router knows: whoever adds one has it attacked. */
export const everyRoute: readonly EachRoute[] = routeNames.map((name) => {
  const route: RouteDefinition = routes[name];
  return { name, route, path: pathOf(route, (parameter) => plausible(route, parameter)) };
});

/** Those that nobody may call without a credential. */
export const guardedRoutes = everyRoute.filter(({ route }) => route.access !== 'open');

export function isWrite({ route }: EachRoute): boolean {
  return route.method !== 'GET';
}
