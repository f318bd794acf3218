import type { Route } from './faults.ts';

/** Each path with its method, and what it is called here. The first group of a path is the id. */
export const routes: readonly (readonly [RegExp, string, Route])[] = [
  [/^\/v1\/models$/, 'GET', 'models'],
  [/^\/v1\/videos$/, 'POST', 'create'],
  [/^\/v1\/videos$/, 'GET', 'list'],
  [/^\/v1\/videos\/([^/]+)$/, 'GET', 'read'],
  [/^\/v1\/videos\/([^/]+)\/content$/, 'GET', 'content'],
  [/^\/v1\/videos\/([^/]+)$/, 'DELETE', 'delete'],
];
