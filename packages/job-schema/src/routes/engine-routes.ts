import { z } from 'zod';
import { engineSchema, engineTestSchema } from '../engine.ts';
import type { RouteDefinition } from './route.ts';

/** The places to render. */
export const engineRoutes = {
  listEngines: {
    method: 'GET',
    path: '/api/v1/engines',
    summary: 'The engines, what they can do, what they cost and how they are.',
    access: 'credential',
    responses: { 200: 'The engines.' },
    response: z.object({ items: z.array(engineSchema), nextCursor: z.null() }),
    problems: [],
  },
  testEngine: {
    method: 'POST',
    path: '/api/v1/engines/{id}/test',
    summary: 'Tries an engine out, the cheapest way that proves something.',
    access: 'credential',
    params: z.object({ id: z.string().min(1).max(100) }),
    responses: { 200: 'What came of it.' },
    response: engineTestSchema,
    problems: ['not_found'],
  },
} as const satisfies Record<string, RouteDefinition>;
