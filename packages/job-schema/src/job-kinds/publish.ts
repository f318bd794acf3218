import { z } from 'zod';
import { assetIdSchema, connectionIdSchema, postIdSchema } from '../ids.ts';
import type { JobKindDefinition } from './job-kind.ts';

/**
 * A clip goes to a channel. Made by publications alone: what is sent stands in the post, and the input has what a person
 * should see of it in the queue.
 */
export const publish = {
  id: 'publish',
  label: 'Publish',
  input: z.object({
    video: assetIdSchema.meta({ description: 'The clip.' }),
    post_id: postIdSchema,
    connection_id: connectionIdSchema,
    service: z.string(),
    account: z.string().meta({ description: 'The name of the channel or account it goes to.' }),
    title: z.string().meta({ description: 'Of the post; where it has none, the name of the clip.' }),
  }),
  assetFields: { video: 'video' },
  output: null,
  repeatable: false,
  // A service may work on a clip for hours and say nothing.
  silenceLimitMs: 24 * 60 * 60_000,
} as const satisfies JobKindDefinition;
