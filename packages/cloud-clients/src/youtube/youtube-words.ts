import { visibilities } from '@videoexpress/job-schema';
import { z } from 'zod';

/** The parts of a video that are asked for, as YouTube writes them. Unknown fields are let be. */
export const videoSchema = z.object({
  id: z.string().min(1),
  status: z
    .object({
      uploadStatus: z.string().optional(),
      failureReason: z.string().optional(),
      rejectionReason: z.string().optional(),
      privacyStatus: z.enum(visibilities).optional().catch(undefined),
      publishAt: z.string().optional(),
    })
    .default({}),
  processingDetails: z
    .object({
      processingStatus: z.string().optional(),
      processingProgress: z
        .object({ partsTotal: z.coerce.number().optional(), partsProcessed: z.coerce.number().optional() })
        .optional(),
    })
    .optional(),
});
export type YoutubeVideo = z.infer<typeof videoSchema>;

export const videoListSchema = z.object({ items: z.array(videoSchema).default([]) });

/** Where a channel keeps what was uploaded to it. */
export const channelListSchema = z.object({
  items: z
    .array(
      z.object({
        contentDetails: z.object({ relatedPlaylists: z.object({ uploads: z.string() }) }),
      }),
    )
    .default([]),
});

export const uploadListSchema = z.object({
  items: z
    .array(
      z.object({
        snippet: z.object({ title: z.string(), publishedAt: z.string() }),
        contentDetails: z.object({ videoId: z.string() }),
      }),
    )
    .default([]),
});

/** What YouTube says of a request that it did not carry out. */
export const refusalSchema = z.object({
  error: z.object({
    message: z.string().default(''),
    errors: z.array(z.object({ reason: z.string().optional(), message: z.string().optional() })).default([]),
    status: z.string().optional(),
    details: z.array(z.object({ reason: z.string().optional() })).optional(),
  }),
});

/** Bytes are on their way. */
const uploadingSchema = z.object({
  step: z.literal('uploading'),
  /** The address of the upload. Whoever has it can write to it, so it is a secret. */
  session: z.string(),
  bytes: z.number(),
  modifiedMs: z.number(),
  startedAtMs: z.number(),
  /** The last bytes were handed to the line, so it may be complete. */
  mayBeComplete: z.boolean(),
  /** Since when nothing goes on; null: it goes on. */
  troubleSinceMs: z.number().nullable(),
});
export type Uploading = z.infer<typeof uploadingSchema>;

/** The video is there. */
const uploadedSchema = z.object({
  step: z.literal('uploaded'),
  videoId: z.string(),
  startedAtMs: z.number(),
  /** Null: not tried yet; else what to say of it, '' for nothing. */
  thumbnail: z.string().nullable(),
});
export type Uploaded = z.infer<typeof uploadedSchema>;

/** How far an attempt is, as its journal has it. */
export const journalSchema = z.discriminatedUnion('step', [uploadingSchema, uploadedSchema]);
export type YoutubeJournal = z.infer<typeof journalSchema>;
