import { z } from 'zod';
import { assetIdSchema } from '../ids.ts';
import type { JobKindDefinition } from './job-kind.ts';
import { promptSchema, videoInputFields } from './video-input.ts';

/** A picture starts moving; the prompt says how. */
export const imageToVideo = {
  id: 'image_to_video',
  label: 'Image to video',
  input: z.object({
    image: assetIdSchema.meta({ description: 'The id of an image asset: the first frame.' }),
    prompt: promptSchema.optional(),
    ...videoInputFields,
  }),
  assetFields: { image: 'image' },
  output: 'video',
  repeatable: true,
  silenceLimitMs: 10 * 60_000,
} as const satisfies JobKindDefinition;
