import { z } from 'zod';
import { attemptIdSchema } from './ids.ts';
import { timestampSchema } from './timestamp.ts';

const usdSchema = z.number().nonnegative();
const countSchema = z.int().nonnegative();

/** What renders came to, in one place or in all of them. */
const spentShape = {
  usd: usdSchema.meta({ description: 'US dollars, of the renders whose cost is known.' }),
  renders: countSchema.meta({ description: 'Renders that cost something, or may have.' }),
  unknown: countSchema.meta({ description: 'Those of them that were billed without anyone saying how much.' }),
};

/** One month by the calendar of the daemon's machine. */
export const spendMonthSchema = z
  .object({
    month: z
      .string()
      .regex(/^\d{4}-\d{2}$/)
      .meta({ description: 'As in `2026-11`.' }),
    startsAt: timestampSchema,
    endsAt: timestampSchema,
    ...spentShape,
    engines: z.array(z.object({ engine: z.string(), ...spentShape })).meta({ description: 'The dearest first.' }),
  })
  .meta({ id: 'SpendMonth' });
export type SpendMonth = z.infer<typeof spendMonthSchema>;

/** What was spent, month by month, and what may still be. */
export const spendSchema = z
  .object({
    timeZone: z.string().meta({ description: "The time zone of the daemon's machine; months begin by it." }),
    monthlyBudgetUsd: usdSchema.nullable(),
    reservedUsd: usdSchema.meta({
      description: 'What renders that an engine has, or may have, are expected to come to. Not in any month yet.',
    }),
    months: z.array(spendMonthSchema).min(1).meta({ description: 'This month first, then the ones before it.' }),
  })
  .meta({ id: 'Spend' });
export type Spend = z.infer<typeof spendSchema>;

/** One try at a job on an engine, with what it cost. */
export const jobAttemptSchema = z
  .object({
    id: attemptIdSchema,
    number: z.int().positive(),
    engine: z.string(),
    submissions: countSchema.meta({
      description: 'How often it was sent to the engine. More than once: a possible double charge.',
    }),
    createdAt: timestampSchema,
    actualUsd: usdSchema.nullable().meta({ description: 'Null: not known, or not yet.' }),
  })
  .meta({ id: 'JobAttempt' });
export type JobAttempt = z.infer<typeof jobAttemptSchema>;
