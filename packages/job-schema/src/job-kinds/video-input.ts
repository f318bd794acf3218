import { z } from 'zod';

export const maxSeed = 2 ** 32 - 1;
export const maxPromptCharacters = 2000;

export const seedSchema = z.int().min(0).max(maxSeed);

/** Characters are counted as a person sees code points, so an emoji is one or few, not two halves each. */
export const promptSchema = z
  .string()
  .refine((text) => text.trim().length > 0, 'The prompt is empty. Say what the clip should show.')
  .refine(
    (text) => [...text].length <= maxPromptCharacters,
    `The prompt is longer than ${maxPromptCharacters} characters. Shorten it.`,
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
};
