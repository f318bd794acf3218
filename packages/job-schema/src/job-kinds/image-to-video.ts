import { z } from 'zod';
import { assetIdSchema } from '../ids.ts';
import type { JobKindDefinition } from './job-kind.ts';
import { loraFields, promptSchema, videoInputFields } from './video-input.ts';

/** A picture starts moving; the prompt says how. */
export const imageToVideo = {
  id: 'image_to_video',
  label: 'Image to video',
  input: z.object({
    image: assetIdSchema.meta({ description: 'The id of an image asset: the first frame.' }),
    last_image: assetIdSchema.optional().meta({
      description: 'The id of an image asset: the last frame, for models that can end on one.',
    }),
    prompt: promptSchema.optional(),
    ...videoInputFields,
  }),
  assetFields: { image: 'image', last_image: 'image', ...loraFields },
  output: 'video',
  repeatable: true,
  silenceLimitMs: 10 * 60_000,
} as const satisfies JobKindDefinition;
