import { z } from 'zod';
import { jobInputSchema } from './job.ts';
import { jobKindIdSchema } from './job-kinds/index.ts';

/**
 * The complete settings of a clip, kept as plain JSON in the MP4 tag `videoexpress`, so that a file found anywhere can be
 * made again. The worker writes the same.
 */
export const clipSettingsSchema = z
  .object({
    schema: z.literal(1),
    kind: jobKindIdSchema,
    input: jobInputSchema,
    engine: z.string(),
    appVersion: z.string(),
    jobId: z.string(),
    /** sha256 of each input file, by the input field that names it. */
    inputHashes: z.record(z.string(), z.string()),
  })
  .meta({ id: 'ClipSettings' });
export type ClipSettings = z.infer<typeof clipSettingsSchema>;
