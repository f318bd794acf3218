import { z } from 'zod';
import { auditActions, auditEntrySchema } from '../audit.ts';
import { pageQuerySchema, pageSchema } from './requests.ts';
import type { RouteDefinition } from './route.ts';

export const listAuditQuerySchema = z.strictObject({
  ...pageQuerySchema.shape,
  action: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(auditActions)))
    .optional()
    .meta({ description: 'One action, or several with commas.' }),
});
export type ListAuditQuery = z.infer<typeof listAuditQuerySchema>;

/** What is written down for good. */
export const auditRoutes = {
  listAudit: {
    method: 'GET',
    path: '/api/v1/audit',
    summary: 'The audit log, newest first: logins, what was published, changed keys, what was deleted.',
    access: 'credential',
    query: listAuditQuerySchema,
    responses: { 200: 'A page of it.' },
    response: pageSchema(auditEntrySchema),
    problems: ['invalid_input'],
  },
} as const satisfies Record<string, RouteDefinition>;
