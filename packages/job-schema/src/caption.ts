import { z } from 'zod';
import { publishingServiceSchema } from './connection.ts';
import { assetIdSchema } from './ids.ts';

/** Whose language models write suggestions, with the name each has for a person. Each needs the person's own key. */
export const captionProviders = { openai: 'OpenAI', gemini: 'Gemini' } as const;
export type CaptionProvider = keyof typeof captionProviders;
export const captionProviderSchema = z.enum(Object.keys(captionProviders) as [CaptionProvider]);

/** The models that write where a person chose none: small ones, which are quick and cost little. */
export const defaultCaptionModels = { openai: 'gpt-5.4-mini', gemini: 'gemini-flash-latest' } as const;

const modelNameSchema = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._:/-]{0,99}$/, 'Give the name of a model, as the provider lists it.');

/** Who writes suggestions, and with which model. */
export const captionSettingsSchema = z.object({
  provider: z
    .enum(['auto', ...captionProviderSchema.options])
    .meta({ description: 'auto: whichever has a key, OpenAI first.' }),
  openaiModel: modelNameSchema,
  geminiModel: modelNameSchema,
});
export type CaptionSettings = z.infer<typeof captionSettingsSchema>;

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
