import { z } from 'zod';
import { captionProviderSchema } from './caption-settings.ts';
import { publishingServiceSchema } from './connection.ts';
import { assetIdSchema } from './ids.ts';

/** What is asked for. Only the prompt and the plain facts of the clip go to the provider, with the hint. */
export const suggestPostsRequestSchema = z
  .strictObject({
    assetId: assetIdSchema,
    services: z
      .array(publishingServiceSchema)
      .min(1, 'Name at least one service.')
      .max(2)
      .refine((services) => new Set(services).size === services.length, 'Name each service once.'),
    hint: z
      .string()
      .trim()
      .max(1000)
      .optional()
      .meta({ description: 'What the person wants said; needed where the clip has no prompt.' }),
    provider: captionProviderSchema.optional().meta({ description: 'Left out: as it is set.' }),
  })
  .meta({ id: 'SuggestPostsRequest' });
export type SuggestPostsRequest = z.infer<typeof suggestPostsRequestSchema>;

/** A suggestion for one service, within its limits as it counts them. */
export const postSuggestionSchema = z
  .object({
    service: publishingServiceSchema,
    title: z.string().meta({ description: 'Empty where the service has no titles.' }),
    text: z.string().meta({ description: 'Description or caption, its hashtags at the end.' }),
    tags: z.array(z.string()).meta({ description: "YouTube's own tags; empty where the service has none." }),
    hashtags: z.array(z.string()).meta({ description: 'Those that stand in the text, each with its #.' }),
  })
  .meta({ id: 'PostSuggestion' });
export type PostSuggestion = z.infer<typeof postSuggestionSchema>;

export const suggestedPostsSchema = z
  .object({
    provider: captionProviderSchema,
    model: z.string(),
    suggestions: z.array(postSuggestionSchema),
  })
  .meta({ id: 'SuggestedPosts' });
export type SuggestedPosts = z.infer<typeof suggestedPostsSchema>;
