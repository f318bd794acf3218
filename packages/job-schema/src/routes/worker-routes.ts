import { connectedWorkersSchema } from '../connected-worker.ts';
import type { RouteDefinition } from './route.ts';

/** The workers on GPUs of one's own. What they themselves call is on a listener apart. */
export const workerRoutes = {
  listWorkers: {
    method: 'GET',
    path: '/api/v1/workers',
    summary: 'The connected workers of your own, what each is doing, and where they come in.',
    access: 'credential',
    responses: { 200: 'The workers.' },
    response: connectedWorkersSchema,
    problems: [],
  },
} as const satisfies Record<string, RouteDefinition>;
