import { z } from 'zod';
import { jobInputSchema } from './job.ts';
import { jobKindIdSchema } from './job-kinds/index.ts';

/**
 * The longest text of the tag, in UTF-16 units: far above what settings take. More is written by nobody here, and read by
 * nobody: the reader, the order to a GPU worker and the worker's own check all take this figure.
 */
export const maxClipSettingsCharacters = 64 * 1024;

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
