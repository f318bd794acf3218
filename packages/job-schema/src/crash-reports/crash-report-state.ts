import { z } from 'zod';

/** An exception of the page, as its reporter describes it. The daemon takes out of it what a report may hold. */
export const pageCrashRequestSchema = z
  .strictObject({ event: z.record(z.string(), z.unknown()) })
  .meta({ id: 'PageCrashRequest' });
export type PageCrashRequest = z.infer<typeof pageCrashRequestSchema>;

export const crashReportStates = ['on', 'off', 'not_configured', 'unusable'] as const;
export type CrashReportState = (typeof crashReportStates)[number];

/** Whether crashes are reported, and an example of what would be sent. */
export const crashReportsSchema = z
  .object({
    state: z.enum(crashReportStates),
    detail: z.string(),
    fix: z.string().nullable(),
    example: z.record(z.string(), z.unknown()).meta({
      description: 'A report of a made-up crash, made by the code that makes all of them.',
    }),
  })
  .meta({ id: 'CrashReports' });
export type CrashReportsState = z.infer<typeof crashReportsSchema>;
