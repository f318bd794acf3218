import { newAssetId, newJobId, type RouteDefinition, type RouteName, routes, routeUrl } from '@videoexpress/job-schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HttpTestApp, outcomeOf, startHttpTestApp } from '../../testing/http-test-app.ts';
import { matchRoute, routeFor, routeNames } from './match-route.ts';

function pathOf(route: RouteDefinition): string {
  return routeUrl(route, { id: route.path.includes('/assets/') ? newAssetId() : newJobId(), service: 'youtube' });
}

describe('who may call which route', () => {
  let app: HttpTestApp;
  beforeAll(async () => {
    app = await startHttpTestApp();
  });
  afterAll(() => app.close());

  const guarded = routeNames.filter((name) => routes[name].access !== 'open');

  it('leaves exactly these open', () => {
    expect(routeNames.filter((name) => routes[name].access === 'open')).toEqual([
      'healthz',
      'login',
      'startLogin',
      'finishLogin',
    ]);
  });

  it.each(guarded)('%s answers 401 without a credential, and with wrong ones', async (name) => {
    const route: RouteDefinition = routes[name];
    const attempts: Record<string, string>[] = [
      {},
      { authorization: 'Bearer wrong' },
      { cookie: `videoexpress_${app.port}=made.up` },
      { cookie: `videoexpress_${app.port}=${'a'.repeat(43)}.${'a'.repeat(43)}` },
    ];
    for (const headers of attempts) {
      const answer = await app.fetchOpen(pathOf(route), {
        method: route.method,
        headers: { ...headers, 'x-videoexpress': '1' },
      });
      expect(await outcomeOf(answer)).toBe('401 unauthenticated');
      expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="videoexpress"');
    }
    // HEAD comes with GET; elsewhere it is a method that strangers are told nothing about either.
    expect((await app.fetchOpen(pathOf(route), { method: 'HEAD' })).status).toBe(401);
  });

  it('takes no session where only the token is good', async () => {
    const headers = { cookie: await app.logIn(), 'x-videoexpress': '1' };
    const bearerOnly = routeNames.filter((name) => routes[name].access === 'bearer');
    expect(bearerOnly).toEqual(['createLoginCode', 'makeBackup']);
    expect(await outcomeOf(await app.fetchOpen('/api/v1/backup', { headers }))).toBe('401 unauthenticated');
    expect(await outcomeOf(await app.fetchOpen('/api/v1/login-codes', { method: 'POST', headers }))).toBe(
      '401 unauthenticated',
    );
  });

  it('finds every route by its own path and method', () => {
    const found = routeNames.map((name): RouteName | null => {
      const match = matchRoute(pathOf(routes[name]));
      return match === null ? null : routeFor(match, routes[name].method);
    });
    expect(found).toEqual(routeNames);
  });
});
