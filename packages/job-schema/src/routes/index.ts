import { firstRoutes } from './first-routes.ts';
import { laterRoutes } from './later-routes.ts';

/** Every route the daemon serves, by name. */
export const routes = { ...firstRoutes, ...laterRoutes } as const;

export type RouteName = keyof typeof routes;
