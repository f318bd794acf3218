import type { IncomingMessage } from 'node:http';
import { err, ok, type Result, type RouteDefinition, routes } from '@videoexpress/job-schema';
import type { Authenticate, Credential } from '../login/authenticate.ts';
import type { HttpProblem } from '../problems.ts';
import { isProgramPath } from '../program-path.ts';
import { allowedMethods, matchRoute, routeFor } from '../routes/match-route.ts';
import type { Admitted } from './admitted.ts';
import type { AllowedOrigins } from './allowed-origins.ts';
import { fetchSite } from './fetch-site.ts';
import type { GuardRule } from './guard-rule.ts';
import { knownHost } from './known-host.ts';
import { knownOrigin } from './known-origin.ts';
import { noPreflight } from './no-preflight.ts';
import { type RequestFacts, requestFacts } from './request-facts.ts';
import { requestShape } from './request-shape.ts';
import { contentTypeProblem, csrfProblem } from './write-rules.ts';

export type Guard = (request: IncomingMessage) => Promise<Result<Admitted, HttpProblem>>;

const unauthenticated: HttpProblem = {
  code: 'unauthenticated',
  detail: 'Run `videoexpress open` to log this browser in, or send the token as `Authorization: Bearer …`.',
  headers: { 'www-authenticate': 'Bearer realm="videoexpress"' },
};
const bearerOnly: HttpProblem = {
  ...unauthenticated,
  detail: 'This needs the token, as `Authorization: Bearer …`; a browser session is not enough.',
};
const notFound: HttpProblem = { code: 'not_found', detail: 'There is nothing at this address.' };

/**
 * The one guard in front of everything. The rules say whether the request may come from where it comes; then the path
 * says who may ask; then a write must show that it was meant. Whatever no rule lets through is refused.
 */
export function createGuard(deps: {
  allowed: AllowedOrigins;
  authenticate: Authenticate;
  /** Whether the open pages of the studio have this path. */
  hasPage: (path: string) => boolean;
}): Guard {
  const rules: readonly GuardRule[] = [
    requestShape,
    knownHost(deps.allowed),
    knownOrigin(deps.allowed),
    fetchSite,
    noPreflight,
  ];

  async function admitPage(facts: RequestFacts): Promise<Result<Admitted, HttpProblem>> {
    if (!isProgramPath(facts.path) && deps.hasPage(facts.path)) {
      if (facts.method !== 'GET' && facts.method !== 'HEAD') return err(methodNotAllowed(['GET', 'HEAD']));
      return ok(admitted(facts, { kind: 'page' }, null));
    }
    const credential = await deps.authenticate(facts.headers);
    if (credential === null) return err(unauthenticated);
    const isBrowsing = facts.method === 'GET' && !isProgramPath(facts.path);
    return isBrowsing ? ok(admitted(facts, { kind: 'missing' }, credential)) : err(notFound);
  }

  return async (request) => {
    const facts = requestFacts(request);
    for (const rule of rules) {
      const problem = rule(facts);
      if (problem !== null) return err(problem);
    }
    const match = matchRoute(facts.path);
    if (match === null) return admitPage(facts);

    const isOpen = Object.values(match.byMethod).every((name) => routes[name].access === 'open');
    const credential = isOpen ? null : await deps.authenticate(facts.headers);
    if (!isOpen && credential === null) return err(unauthenticated);
    const name = routeFor(match, facts.method);
    if (name === null) return err(methodNotAllowed(allowedMethods(match)));

    const route: RouteDefinition = routes[name];
    const problem = accessProblem(route, credential) ?? writeProblem(facts, route, credential);
    if (problem !== null) return err(problem);
    return ok(admitted(facts, { kind: 'route', name, params: match.params }, credential));
  };
}

function admitted(facts: RequestFacts, destination: Admitted['destination'], credential: Credential | null): Admitted {
  const query = new URLSearchParams(facts.target.slice(facts.path.length + 1));
  return { destination, path: facts.path, query, credential };
}

function accessProblem(route: RouteDefinition, credential: Credential | null): HttpProblem | null {
  if (route.access === 'open') return null;
  if (credential === null) return unauthenticated;
  return route.access === 'bearer' && credential.kind !== 'bearer' ? bearerOnly : null;
}

function writeProblem(facts: RequestFacts, route: RouteDefinition, credential: Credential | null): HttpProblem | null {
  const csrf = credential === null ? null : csrfProblem(facts, credential);
  return csrf ?? contentTypeProblem(facts, route);
}

function methodNotAllowed(allowed: readonly string[]): HttpProblem {
  const allow = allowed.join(', ');
  return { code: 'method_not_allowed', detail: `This address takes ${allow}.`, headers: { allow } };
}
