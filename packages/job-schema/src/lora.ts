import { z } from 'zod';

/** What a LoRA can have been trained for. Models of one base take the same LoRAs: their tensors have the same shapes. */
export const loraBases = {
  'wan-1.3b': 'Wan 1.3B',
  'wan-5b': 'Wan 2.2 5B',
  'wan-14b': 'Wan 14B',
  'cogvideox-2b': 'CogVideoX 2B',
  'cogvideox-5b': 'CogVideoX 5B',
} as const;
export type LoraBase = keyof typeof loraBases;

export const loraBaseSchema = z.enum(['wan-1.3b', 'wan-5b', 'wan-14b', 'cogvideox-2b', 'cogvideox-5b']);

/** What a LoRA's file says of itself. */
export const loraFactsSchema = z
  .object({
    base: loraBaseSchema.nullable().meta({ description: 'What it was trained for; null: not known here.' }),
    rank: z.int().positive(),
    triggerWords: z.array(z.string().min(1).max(200)).max(20).meta({
      description: 'Words that call it up in a prompt, where its file names any.',
    }),
  })
  .meta({ id: 'LoraFacts' });
export type LoraFacts = z.infer<typeof loraFactsSchema>;
