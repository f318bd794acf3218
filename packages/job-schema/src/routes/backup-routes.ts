import { z } from 'zod';
import type { RouteDefinition } from './route.ts';

/** A copy of the whole studio, for the command line alone: a browser would leave it in a folder that others read. */
export const backupRoutes = {
  makeBackup: {
    method: 'GET',
    path: '/api/v1/backup',
    summary: 'A consistent copy of the database as a ZIP, with clips and pictures when `media=true`. One at a time.',
    access: 'bearer',
    query: z.object({ media: z.enum(['true', 'false']).optional() }),
    responseType: 'bytes',
    responses: { 200: 'The backup.' },
    problems: ['invalid_input', 'invalid_state', 'disk_full', 'database_failed'],
  },
} as const satisfies Record<string, RouteDefinition>;
