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

const emailSchema = z
  .string()
  .trim()
  .max(320)
  .pipe(z.email({ error: 'Must be an e-mail address.' }));

/** With a password that is tried at once; without one a code is sent by e-mail. */
export const cloudSignInSchema = z
  .strictObject({ email: emailSchema, password: z.string().min(1).max(1000).optional() })
  .meta({ id: 'CloudSignIn' });
export type CloudSignIn = z.infer<typeof cloudSignInSchema>;

export const cloudVerifySchema = z
  .strictObject({
    email: emailSchema,
    code: z
      .string()
      .trim()
      .regex(/^\d{6,10}$/, 'Must be the digits of the e-mail, and nothing else.'),
  })
  .meta({ id: 'CloudVerify' });
export type CloudVerify = z.infer<typeof cloudVerifySchema>;

/** What another machine of the same person made: to look at. */
export const cloudElsewhereSchema = z
  .object({
    machine: z.object({ id: z.string(), name: z.string(), lastSeenAt: timestampSchema.nullable() }),
    jobs: z.array(
      z.object({
        id: z.string(),
        kind: z.string(),
        state: z.string(),
        prompt: z.string().nullable(),
        createdAt: timestampSchema,
      }),
    ),
    assets: z.array(
      z.object({
        id: z.string(),
        type: z.string(),
        name: z.string(),
        bytes: z.int().nonnegative(),
        remoteUrl: z.url().nullable(),
        createdAt: timestampSchema,
      }),
    ),
  })
  .meta({ id: 'CloudElsewhere' });
export type CloudElsewhere = z.infer<typeof cloudElsewhereSchema>;
