import { z } from 'zod';

/** The programs that a report can come from. */
export const crashParts = ['daemon', 'page', 'worker'] as const;
export type CrashPart = (typeof crashParts)[number];

/** One call on the way to the exception. */
export const crashFrameSchema = z.strictObject({
  filename: z.string().max(200).meta({ description: 'From the program’s own folder on; `elsewhere` for any other.' }),
  function: z.string().max(120),
  lineno: z.int().nonnegative().exactOptional(),
  colno: z.int().nonnegative().exactOptional(),
  in_app: z.boolean().meta({ description: 'Of the program itself, no library.' }),
});
export type CrashFrame = z.infer<typeof crashFrameSchema>;

const nameAndVersion = z.strictObject({ name: z.string().max(40), version: z.string().max(40).exactOptional() });

/**
 * All that a crash report may hold, in the words of Sentry's events. What an exception says is not among it, since anything
 * may stand there: `value` has what the machine that runs the program says by itself, without names, or nothing of it.
 */
export const crashReportSchema = z
  .strictObject({
    event_id: z.string().regex(/^[0-9a-f]{32}$/),
    timestamp: z.number().meta({ description: 'Seconds since 1970.' }),
    platform: z.enum(['node', 'javascript', 'python']),
    level: z.enum(['fatal', 'error', 'info']),
    release: z.string().max(60),
    environment: z.literal('production'),
    exception: z.strictObject({
      values: z
        .array(
          z.strictObject({
            type: z.string().max(60),
            value: z.string().max(120),
            mechanism: z.strictObject({ type: z.literal('generic'), handled: z.boolean() }),
            stacktrace: z.strictObject({ frames: z.array(crashFrameSchema).max(50) }),
          }),
        )
        .min(1)
        .max(5)
        .meta({ description: 'The exception last, what caused it before.' }),
    }),
    tags: z.strictObject({ part: z.enum(crashParts), where: z.string().max(60) }),
    contexts: z.strictObject({ runtime: nameAndVersion.exactOptional(), os: nameAndVersion.exactOptional() }),
    sdk: z.strictObject({
      name: z.string().max(60),
      version: z.string().max(20),
      settings: z.strictObject({ infer_ip: z.literal('never') }),
    }),
  })
  .meta({ id: 'CrashReport' });
export type CrashReport = z.infer<typeof crashReportSchema>;
