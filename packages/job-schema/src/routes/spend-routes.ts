import { z } from 'zod';
import { jobIdSchema } from '../ids.ts';
import { jobAttemptSchema, spendSchema } from '../spend.ts';
import type { RouteDefinition } from './route.ts';

/** What renders cost. */
export const spendRoutes = {
  getSpend: {
    method: 'GET',
    path: '/api/v1/spend',
    summary: 'What was spent this month and in the months before, by engine, with the budget and what is reserved.',
    access: 'credential',
    query: z.strictObject({
      months: z.coerce.number().int().min(1).max(36).default(12).meta({ description: 'How many, this one included.' }),
    }),
    responses: { 200: 'What was spent.' },
    response: spendSchema,
    problems: ['invalid_input'],
  },
  listJobAttempts: {
    method: 'GET',
    path: '/api/v1/jobs/{id}/attempts',
    summary: 'Each try at a job, the first one first, with what it cost.',
    access: 'credential',
    params: z.object({ id: jobIdSchema }),
    responses: { 200: 'The attempts.' },
    response: z.object({ items: z.array(jobAttemptSchema), nextCursor: z.null() }),
    problems: ['not_found'],
  },
} as const satisfies Record<string, RouteDefinition>;
