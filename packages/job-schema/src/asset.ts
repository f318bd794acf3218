import { z } from 'zod';
import { assetTypes } from './asset-type.ts';
import { clipSettingsSchema } from './clip-settings.ts';
import { assetIdSchema, jobIdSchema, projectIdSchema } from './ids.ts';
import { jobKindIdSchema } from './job-kinds/index.ts';
import { loraFactsSchema } from './lora.ts';
import { sha256Schema } from './sha256.ts';
import { timestampSchema } from './timestamp.ts';

/** Something worth knowing about a file that is valid all the same. */
export const assetWarnings = {
  constant_picture: 'The picture does not change from start to end.',
  missing_glyphs: 'Some characters of the prompt are in none of the bundled fonts and were left out of the picture.',
  not_every_browser: 'Not every browser plays this kind of clip. As MP4 with H.264 it plays everywhere.',
} as const;
export type AssetWarning = keyof typeof assetWarnings;
export const assetWarningSchema = z.enum(['constant_picture', 'missing_glyphs', 'not_every_browser']);

/** What made an asset, as far as it is known: from its job, or from the tag of an imported clip. */
export const assetOriginSchema = z
  .object({
    kind: jobKindIdSchema,
    engine: z.string(),
    model: z.string().nullable(),
    prompt: z.string().nullable(),
    seed: z.int().nullable(),
  })
  .meta({ id: 'AssetOrigin' });
export type AssetOrigin = z.infer<typeof assetOriginSchema>;

/** A file in the library. */
export const assetSchema = z
  .object({
    id: assetIdSchema,
    type: z.enum(assetTypes),
    name: z.string(),
    bytes: z.int().nonnegative(),
    sha256: sha256Schema,
    mimeType: z.string(),
    width: z.int().positive().optional(),
    height: z.int().positive().optional(),
    durationSeconds: z.number().positive().optional(),
    fps: z.number().positive().optional(),
    lora: loraFactsSchema.optional().meta({ description: 'Of a LoRA: what its file says of itself.' }),
    jobId: jobIdSchema.optional(),
    projectId: projectIdSchema.optional(),
    remoteUrl: z.url().optional(),
    favourite: z.boolean(),
    warnings: z.array(assetWarningSchema),
    createdAt: timestampSchema,
    origin: assetOriginSchema.optional(),
    sourceAssetId: assetIdSchema.optional().meta({ description: 'The clip that this frame was saved from.' }),
    deletedAt: timestampSchema.optional().meta({ description: 'It lies in the trash since then.' }),
  })
  .meta({ id: 'Asset' });
export type Asset = z.infer<typeof assetSchema>;

/** Everything there is to know of one asset. */
export const assetDetailsSchema = z
  .object({
    asset: assetSchema,
    settings: clipSettingsSchema.nullable(),
    path: z.string().meta({ description: 'Where the file lies on this machine.' }),
    isMissing: z.boolean().meta({
      description:
        'The row is there, and the file is neither on the disk nor fetched from the object storage when asked for.',
    }),
    needsStorage: z.boolean().meta({
      description: 'It is missing here and has a copy in the object storage, which is not set up.',
    }),
    madeFrom: z.array(assetSchema).meta({ description: 'The assets that went into it and are still known.' }),
    usedBy: z.object({
      unendedJobs: z.array(jobIdSchema).meta({ description: 'Jobs that still need it.' }),
      assets: z.array(assetSchema).meta({ description: 'At most 20 of what was made from it, newest first.' }),
      assetCount: z.int().nonnegative(),
    }),
    purgesAt: timestampSchema.nullable().meta({ description: 'When the trash lets go of it.' }),
  })
  .meta({ id: 'AssetDetails' });
export type AssetDetails = z.infer<typeof assetDetailsSchema>;

/** A clip among those that it came from and those that came from it, over any number of steps. */
export const assetTreeSchema = z
  .object({
    clips: z
      .array(assetSchema)
      .meta({ description: 'At most 200, the oldest first. A frame between two clips is left out.' }),
    edges: z.array(z.object({ from: assetIdSchema, to: assetIdSchema })).meta({
      description: '`to` was made from `from`, or from a frame of it.',
    }),
  })
  .meta({ id: 'AssetTree' });
export type AssetTree = z.infer<typeof assetTreeSchema>;

const shareSchema = z.object({ count: z.int().nonnegative(), bytes: z.int().nonnegative() });

/** What the library holds, in numbers. */
export const librarySummarySchema = z
  .object({
    total: shareSchema,
    byType: z.array(shareSchema.extend({ type: z.enum(assetTypes) })),
    trash: shareSchema,
    favourites: z.int().nonnegative(),
    engines: z.array(z.string()).meta({ description: 'Engines that made something that is here.' }),
    disk: z.object({ freeBytes: z.int().nonnegative(), totalBytes: z.int().nonnegative() }),
  })
  .meta({ id: 'LibrarySummary' });
export type LibrarySummary = z.infer<typeof librarySummarySchema>;
