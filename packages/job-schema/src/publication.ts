import { z } from 'zod';
import { publishingServiceSchema } from './connection.ts';
import { assetIdSchema, connectionIdSchema, jobIdSchema, postIdSchema, publicationIdSchema } from './ids.ts';
import { timestampSchema } from './timestamp.ts';

/** Where a post stands. `scheduled`: on this computer until its time, or at the service, as `scheduledAt` says. */
export const postStates = [
  'draft',
  'queued',
  'uploading',
  'processing',
  'scheduled',
  'live',
  'rejected',
  'needs_attention',
  'cancelled',
] as const;
export type PostState = (typeof postStates)[number];

export const visibilities = ['private', 'unlisted', 'public'] as const;
export type Visibility = (typeof visibilities)[number];

/** When a post is to go out. */
export const postTimeSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('now') }),
    z.strictObject({ kind: z.literal('at'), at: timestampSchema }),
    z
      .strictObject({ kind: z.literal('next_slot') })
      .meta({ description: 'The next free one of the times in Settings.' }),
  ])
  .meta({ id: 'PostTime' });
export type PostTime = z.infer<typeof postTimeSchema>;

/** How a clip is made to fit where it does not. `as_is`: it is sent as it is. */
export const fitModes = ['as_is', 'crop', 'pad', 're_encode'] as const;
export type FitMode = (typeof fitModes)[number];

/** What a person says of one post. Limits are those of each service, and are told by the pre-flight with every other. */
export const postContentSchema = z
  .strictObject({
    title: z.string().max(1000).default('').meta({ description: 'YouTube only; Instagram has none.' }),
    text: z.string().max(20_000).default('').meta({ description: 'Description at YouTube, caption at Instagram.' }),
    tags: z.array(z.string().max(200)).max(100).default([]).meta({
      description: "YouTube's own tags, without #. Hashtags stand in `text`.",
    }),
    visibility: z.enum(visibilities).default('private').meta({ description: 'YouTube only; a Reel is public.' }),
    categoryId: z
      .string()
      .regex(/^\d{1,4}$/)
      .default('22')
      .meta({ description: 'YouTube only. 22: People & Blogs.' }),
    madeForKids: z.boolean().default(false),
    madeWithAi: z.boolean().default(true).meta({ description: 'Declared to the service as synthetic.' }),
    notifySubscribers: z.boolean().default(true),
    shareToFeed: z.boolean().default(true).meta({ description: 'Instagram only.' }),
    cover: z
      .discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('poster') }),
        z.strictObject({ kind: z.literal('frame'), seconds: z.number().nonnegative() }),
        z.strictObject({ kind: z.literal('none') }),
      ])
      .default({ kind: 'poster' }),
    fit: z.enum(fitModes).default('as_is'),
    cropCentre: z.number().min(0).max(1).default(0.5).meta({
      description: 'Where the middle of a crop lies along the longer side, 0 to 1.',
    }),
  })
  .meta({ id: 'PostContent' });
export type PostContent = z.infer<typeof postContentSchema>;

/** One destination of a publication, as it is asked for. */
export const postRequestSchema = z
  .strictObject({
    connectionId: connectionIdSchema,
    content: postContentSchema,
    when: postTimeSchema.default({ kind: 'now' }),
  })
  .meta({ id: 'PostRequest' });
export type PostRequest = z.infer<typeof postRequestSchema>;

/** What went wrong with a post, in the words of its service and in ours. */
export const postErrorSchema = z
  .object({
    code: z.string().meta({ description: 'Stable, ours: `quota_exceeded`, `needs_login`, `outcome_unknown`.' }),
    detail: z.string().meta({ description: 'For logs and the curious.' }),
    userMessage: z.string().meta({ description: 'What happened, whether anything was published, what to do.' }),
    action: z
      .enum(['reconnect', 'retry', 'edit', 'wait', 'look'])
      .nullable()
      .meta({ description: 'The one button: log in again, try again, change the post, nothing but wait, look there.' }),
  })
  .meta({ id: 'PostError' });
export type PostError = z.infer<typeof postErrorSchema>;

/** One destination of a publication. */
export const postSchema = z
  .object({
    id: postIdSchema,
    connectionId: connectionIdSchema,
    service: publishingServiceSchema,
    accountName: z.string(),
    content: postContentSchema,
    when: postTimeSchema,
    state: z.enum(postStates),
    fraction: z.number().min(0).max(1).nullable().meta({ description: 'Of the upload, measured; null: not known.' }),
    jobId: jobIdSchema.nullable().meta({ description: 'The newest job of it; null for a draft.' }),
    scheduledAt: timestampSchema.nullable().meta({ description: 'When it is to go out.' }),
    scheduledBy: z.enum(['service', 'this_computer']).nullable().meta({
      description: 'service: the clip is there already, so this computer may sleep.',
    }),
    remoteId: z.string().nullable().meta({ description: "The service's own id of the video or Reel." }),
    url: z.url().nullable(),
    visibility: z.enum(visibilities).nullable().meta({ description: 'As read back from the service.' }),
    note: z.string().nullable().meta({ description: 'What should be known of it: that it went out late, and why.' }),
    error: postErrorSchema.nullable(),
    publishedAt: timestampSchema.nullable(),
  })
  .meta({ id: 'Post' });
export type Post = z.infer<typeof postSchema>;

/** One clip on its way to one or more channels. */
export const publicationSchema = z
  .object({
    id: publicationIdSchema,
    assetId: assetIdSchema.nullable().meta({ description: 'Null: the clip is no longer in the library.' }),
    clipName: z.string(),
    draft: z.boolean(),
    posts: z.array(postSchema),
    createdAt: timestampSchema,
    updatedAt: timestampSchema,
    version: z.int().positive(),
  })
  .meta({ id: 'Publication' });
export type Publication = z.infer<typeof publicationSchema>;

/** One line of what is looked at before anything is sent. */
export const preflightLineSchema = z
  .object({
    level: z.enum(['pass', 'note', 'fail']).meta({ description: 'fail: it cannot be sent like this.' }),
    code: z.string(),
    text: z.string(),
    field: z.string().nullable().meta({ description: 'The field of the content that it speaks of: `title`, `fit`.' }),
    fit: z
      .enum(fitModes)
      .nullable()
      .meta({ description: 'What would make the clip fit; null: nothing, or nothing needed.' }),
  })
  .meta({ id: 'PreflightLine' });
export type PreflightLine = z.infer<typeof preflightLineSchema>;

export const preflightSchema = z
  .object({
    posts: z.array(
      z.object({
        connectionId: connectionIdSchema,
        service: publishingServiceSchema,
        lines: z.array(preflightLineSchema),
        quota: z
          .object({ used: z.int().nonnegative().nullable(), limit: z.int().positive() })
          .nullable()
          .meta({ description: 'Posts in the last 24 hours, where the service tells; null: it does not.' }),
        slotAt: timestampSchema.nullable().meta({ description: 'When the post would go out; null: at once.' }),
        scheduledBy: z.enum(['service', 'this_computer']).nullable(),
      }),
    ),
  })
  .meta({ id: 'Preflight' });
export type Preflight = z.infer<typeof preflightSchema>;
