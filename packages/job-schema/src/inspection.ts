import { z } from 'zod';

/** Some of many: how many there are, and the first few by name. */
const fewOfManySchema = z.object({ count: z.int().nonnegative(), examples: z.array(z.string()) });

/** Where the library and its files do not agree. */
export const libraryFilesSchema = z
  .object({
    assets: z.int().nonnegative(),
    missing: fewOfManySchema.meta({ description: 'Assets whose file is not there.' }),
    missingPosters: fewOfManySchema.meta({ description: 'Assets whose picture for the grid is not there.' }),
    strays: fewOfManySchema.extend({ bytes: z.int().nonnegative() }).meta({ description: 'Files without an asset.' }),
  })
  .meta({ id: 'LibraryFiles' });
export type LibraryFiles = z.infer<typeof libraryFilesSchema>;

/** A database as it was found by looking at a copy of it, or at it beside the daemon that writes it. */
export const databaseSightingSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('whole'), schemaVersion: z.int(), library: libraryFilesSchema }),
  z.object({ state: z.literal('unread'), detail: z.string() }),
  z.object({
    state: z.literal('unusable'),
    code: z.enum(['corrupt', 'too_new', 'read_only', 'busy', 'disk_full', 'failed']),
    detail: z.string(),
  }),
]);
export type DatabaseSighting = z.infer<typeof databaseSightingSchema>;

/** The task of a child that looks at a database, for the daemon and for `doctor`. */
export const inspectTaskName = 'inspect-database';
