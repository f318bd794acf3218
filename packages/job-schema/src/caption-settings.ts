import { z } from 'zod';

/** Whose language models write suggestions, with the name each has for a person. Each needs the person's own key. */
export const captionProviders = { openai: 'OpenAI', gemini: 'Gemini' } as const;
export type CaptionProvider = keyof typeof captionProviders;
export const captionProviderSchema = z.enum(Object.keys(captionProviders) as [CaptionProvider]);

/** The models that write where a person chose none: small ones, which are quick and cost little. */
export const defaultCaptionModels = { openai: 'gpt-5.4-mini', gemini: 'gemini-flash-latest' } as const;

/** What is said of a model's name that cannot be one. The page says it by itself: it carries no words of schemas. */
export const modelNameProblem = 'Give the name of a model, as the provider lists it.';

const modelNameSchema = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._:/-]{0,99}$/, modelNameProblem);

/** Who writes suggestions, and with which model. */
export const captionSettingsSchema = z.object({
  provider: z
    .enum(['auto', ...captionProviderSchema.options])
    .meta({ description: 'auto: whichever has a key, OpenAI first.' }),
  openaiModel: modelNameSchema,
  geminiModel: modelNameSchema,
});
export type CaptionSettings = z.infer<typeof captionSettingsSchema>;
