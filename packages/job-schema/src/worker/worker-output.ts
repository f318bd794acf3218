import { z } from 'zod';
import { maxClipSettingsCharacters } from '../clip-settings.ts';
import { workerLinkSchema } from './worker-link.ts';

/**
 * Where the worker puts what it made. The four links of an attempt are fixed before it is submitted: whoever runs the same
 * attempt a second time finds the result, or the claim of the first, and renders nothing.
 */
export const workerUploadSchema = z
  .discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('presigned'),
      video_put_url: workerLinkSchema,
      poster_put_url: workerLinkSchema,
      result_put_url: workerLinkSchema,
      result_get_url: workerLinkSchema,
      claim_put_url: workerLinkSchema,
      claim_get_url: workerLinkSchema,
    }),
    z.strictObject({
      type: z.literal('inline'),
      max_bytes: z.int().positive().meta({ description: 'A larger clip ends the job as too large to send.' }),
    }),
  ])
  .meta({ id: 'WorkerUpload' });
export type WorkerUpload = z.infer<typeof workerUploadSchema>;

/** How the clip is written. */
export const workerOutputSchema = z
  .strictObject({
    upload: workerUploadSchema,
    crf: z.int().min(0).max(51).default(18).meta({ description: 'Of x264: lower is better and larger.' }),
    settings_tag: z.string().max(maxClipSettingsCharacters).meta({
      description: 'JSON text of the clip settings, for the MP4 tag `videoexpress`; the prompt goes into `comment`.',
    }),
  })
  .meta({ id: 'WorkerOutput' });
export type WorkerOutput = z.infer<typeof workerOutputSchema>;
