import { z } from 'zod';
import { timestampSchema } from './timestamp.ts';

/** How the copy in the person's Supabase project stands. */
export const cloudSchema = z
  .object({
    configured: z.boolean().meta({ description: 'An address and a key of a project are set.' }),
    projectUrl: z.url().nullable(),
    signedInAs: z.string().nullable().meta({ description: 'E-mail address; null: nobody.' }),
    bypassesRules: z.boolean().meta({
      description: "A secret key of one's own project is in use, which row level security does not bind.",
    }),
    state: z.enum(['off', 'needs_login', 'needs_setup', 'copying', 'up_to_date', 'waiting', 'failing']).meta({
      description: 'waiting: it could not be reached and is tried again; failing: a person has to do something.',
    }),
    detail: z.string().nullable(),
    fix: z.string().nullable(),
    changesBehind: z
      .int()
      .nonnegative()
      .nullable()
      .meta({ description: 'Changes that are not there yet; null: not known.' }),
    oldestBehindAt: timestampSchema.nullable().meta({ description: 'When the oldest of them was made: the lag.' }),
    lastCopiedAt: timestampSchema.nullable(),
    retryAt: timestampSchema.nullable(),
    machine: z
      .object({ id: z.string(), name: z.string() })
      .meta({ description: 'This machine, as rows there name it.' }),
    others: z.array(z.object({ id: z.string(), name: z.string(), lastSeenAt: timestampSchema.nullable() })).meta({
      description: 'Other machines of the same person. What they made can be looked at and not changed here.',
    }),
    recoveryKeyShown: z.boolean(),
  })
  .meta({ id: 'Cloud' });
export type Cloud = z.infer<typeof cloudSchema>;
