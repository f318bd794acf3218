import { type RouteDefinition, type RouteName, routes } from '@videoexpress/job-schema';

/** Every route that a path has, by method, with what stood in place of its `{parameters}`. */
export interface RouteMatch {
  readonly byMethod: Readonly<Partial<Record<RouteDefinition['method'], RouteName>>>;
  readonly params: Readonly<Record<string, string>>;
}

interface PathPattern {
  readonly segments: readonly string[];
  readonly byMethod: Partial<Record<RouteDefinition['method'], RouteName>>;
}

/** The route names, with the type that `Object.keys` loses. */
export const routeNames = Object.keys(routes).filter((name): name is RouteName => name in routes);

const patterns: readonly PathPattern[] = compile();

function compile(): readonly PathPattern[] {
  const byPath = new Map<string, PathPattern>();
  for (const name of routeNames) {
    const { path, method } = routes[name];
    const pattern = byPath.get(path) ?? { segments: path.split('/'), byMethod: {} };
    pattern.byMethod[method] = name;
    byPath.set(path, pattern);
  }
  return [...byPath.values()].toSorted((one, other) => parametersOf(one) - parametersOf(other));
}

/** A path of fixed words is looked at before one with a parameter in the same place, wherever each is declared. */
function parametersOf({ segments }: PathPattern): number {
  return segments.filter((segment) => segment.startsWith('{')).length;
}

/** Finds the routes of a path whose percent-encoding is known to be sound; null when no route has it. */
export function matchRoute(path: string): RouteMatch | null {
  const segments = path.split('/');
  for (const pattern of patterns) {
    const params = matchSegments(pattern.segments, segments);
    if (params !== null) return { byMethod: pattern.byMethod, params };
  }
  return null;
}

function matchSegments(pattern: readonly string[], segments: readonly string[]): Record<string, string> | null {
  if (pattern.length !== segments.length) return null;
  const params: Record<string, string> = {};
  for (const [index, wanted] of pattern.entries()) {
    const given = segments[index] ?? '';
    const name = /^\{(\w+)\}$/.exec(wanted)?.[1];
    if (name === undefined && given !== wanted) return null;
    if (name !== undefined) params[name] = decodeURIComponent(given);
  }
  return params;
}

/** The methods of a path as `Allow` lists them. HEAD comes with GET. */
export function allowedMethods(match: RouteMatch): readonly string[] {
  const methods = Object.keys(match.byMethod);
  return methods.includes('GET') ? [...methods, 'HEAD'] : methods;
}

/** The route that answers `method` on a matched path. */
export function routeFor(match: RouteMatch, method: string): RouteName | null {
  const asked = method === 'HEAD' ? 'GET' : method;
  const found = Object.entries(match.byMethod).find(([each]) => each === asked);
  return found?.[1] ?? null;
}
