import { z } from 'zod';
import { assetIdSchema } from '../ids.ts';

export const maxSeed = 2 ** 32 - 1;
export const maxPromptCharacters = 2000;
export const maxLoras = 5;

export const seedSchema = z.int().min(0).max(maxSeed);

/** Characters are counted as a person sees code points, so an emoji is one or few, not two halves each. */
export const promptSchema = z
  .string()
  .refine((text) => text.trim().length > 0, 'The prompt is empty. Say what the clip should show.')
  .refine(
    (text) => [...text].length <= maxPromptCharacters,
    `The prompt is longer than ${maxPromptCharacters} characters. Shorten it.`,
  );

/** A LoRA of the library, put on the model for one job. */
export const loraInputSchema = z.strictObject({
  lora: assetIdSchema.meta({ description: 'The id of a LoRA in the library.' }),
  scale: z.number().min(-4).max(4).default(1).meta({ description: 'How strong it is; 1 as it was trained.' }),
});
export type LoraInput = z.infer<typeof loraInputSchema>;

/** Where an input names the LoRAs. */
export const loraFields = Object.fromEntries(
  Array.from({ length: maxLoras }, (_, index) => [`loras.${index}.lora`, 'lora' as const]),
);

/** Input fields that every video engine understands, named as in diffusers. The model sets the finer limits. */
export const videoInputFields = {
  width: z.int().positive().optional().meta({ description: 'Pixels. Left out, the model decides.' }),
  height: z.int().positive().optional().meta({ description: 'Pixels. Left out, the model decides.' }),
  num_frames: z.int().positive().optional().meta({ description: 'How many frames the clip has.' }),
  fps: z.int().positive().optional().meta({ description: 'Frames a second.' }),
  seed: seedSchema.optional().meta({ description: 'Left out, one is drawn, and the job shows it.' }),
  model: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .meta({ description: "A model of the engine; left out, the engine's default." }),
  loras: z.array(loraInputSchema).max(maxLoras).optional().meta({ description: 'Only for models that take them.' }),
};
