import { z } from 'zod';

/** What a clip is made of, as far as services care. */
export const clipMakeupSchema = z.object({
  container: z.enum(['mp4', 'mov', 'webm', 'mkv']),
  bytes: z.int().positive(),
  indexFirst: z.boolean().nullable(),
  hasEditList: z.boolean(),
  video: z.object({
    codec: z.string().nullable(),
    width: z.int().positive(),
    height: z.int().positive(),
    durationSeconds: z.number().positive(),
    fps: z.number().positive(),
    isPlain420: z.boolean().nullable(),
    bitsPerSecond: z.number().nonnegative(),
  }),
  audio: z
    .object({
      codec: z.string().nullable(),
      sampleRateHz: z.number(),
      channels: z.int(),
      bitsPerSecond: z.number().nonnegative(),
    })
    .nullable(),
});
export type ClipMakeup = z.infer<typeof clipMakeupSchema>;
