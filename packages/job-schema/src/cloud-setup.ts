import { z } from 'zod';

/** One thing that a table in the person's Supabase project lacks, or has too much of. */
export const cloudFaultSchema = z
  .object({
    text: z.string(),
    sql: z.string().nullable().meta({ description: 'What mends it; null: a person has to decide.' }),
  })
  .meta({ id: 'CloudFault' });
export type CloudFault = z.infer<typeof cloudFaultSchema>;

export const cloudTableSchema = z
  .object({ name: z.string(), isThere: z.boolean(), faults: z.array(cloudFaultSchema) })
  .meta({ id: 'CloudTable' });
export type CloudTable = z.infer<typeof cloudTableSchema>;

/** How a Supabase project is set up, table by table. */
export const cloudCheckSchema = z
  .object({
    state: z.enum(['ready', 'ahead', 'behind', 'incomplete', 'not_set_up']).meta({
      description:
        'ahead: a newer VideoExpress set it up, which is as good; behind: migrations are missing; incomplete: something was changed since.',
    }),
    appliedVersion: z.string().nullable().meta({ description: 'The newest migration there.' }),
    wantedVersion: z.string().meta({ description: 'The newest that this program has.' }),
    tables: z.array(cloudTableSchema),
  })
  .meta({ id: 'CloudCheck' });
export type CloudCheck = z.infer<typeof cloudCheckSchema>;
