import { z } from 'zod';
import { assetIdSchema, jobIdSchema, projectIdSchema } from './ids.ts';
import { timestampSchema } from './timestamp.ts';

export const assetTypes = ['video', 'image', 'audio', 'lora'] as const;
export type AssetType = (typeof assetTypes)[number];

/** Something worth knowing about a file that is valid all the same. */
export const assetWarnings = {
  constant_picture: 'The picture does not change from start to end.',
  missing_glyphs: 'Some characters of the prompt are in none of the bundled fonts and were left out of the picture.',
} as const;
export type AssetWarning = keyof typeof assetWarnings;
export const assetWarningSchema = z.enum(['constant_picture', 'missing_glyphs']);

/** A file in the library. */
export const assetSchema = z
  .object({
    id: assetIdSchema,
    type: z.enum(assetTypes),
    name: z.string(),
    bytes: z.int().nonnegative(),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    mimeType: z.string(),
    width: z.int().positive().optional(),
    height: z.int().positive().optional(),
    durationSeconds: z.number().positive().optional(),
    fps: z.number().positive().optional(),
    jobId: jobIdSchema.optional(),
    projectId: projectIdSchema.optional(),
    remoteUrl: z.url().optional(),
    favourite: z.boolean(),
    warnings: z.array(assetWarningSchema),
    createdAt: timestampSchema,
  })
  .meta({ id: 'Asset' });
export type Asset = z.infer<typeof assetSchema>;
