import { z } from 'zod';
import { projectIdSchema } from './ids.ts';
import { timestampSchema } from './timestamp.ts';

export const projectNameSchema = z
  .string()
  .trim()
  .min(1, 'The name is empty.')
  .max(100, 'The name is longer than 100 characters.');

/** A shelf of the library. Deleting it leaves its assets where they are, without a project. */
export const projectSchema = z
  .object({
    id: projectIdSchema,
    name: z.string(),
    createdAt: timestampSchema,
    assetCount: z.int().nonnegative(),
    bytes: z.int().nonnegative(),
    deletedAt: timestampSchema
      .optional()
      .meta({ description: 'Deleted then; it can be restored for as long as the trash keeps things.' }),
  })
  .meta({ id: 'Project' });
export type Project = z.infer<typeof projectSchema>;
