import { z } from 'zod';

/** How a model is run. Each preset fixes steps, guidance and caches; what else is given wins over it. */
export const workerPresets = ['quality', 'balanced', 'turbo'] as const;

/**
 * How the worker is to run a model, named as in diffusers. `auto` leaves the choice to the worker, which knows its card;
 * its answer says what it chose.
 */
export const workerRuntimeSchema = z
  .strictObject({
    preset: z.enum(workerPresets).default('balanced'),
    offload: z.enum(['auto', 'none', 'model', 'group', 'sequential']).default('auto'),
    attention_backend: z.enum(['auto', 'native', 'flash3', 'sage']).default('auto'),
    cache: z.enum(['auto', 'none', 'first_block']).default('auto').meta({
      description: 'Never used with turbo: four steps leave nothing to reuse.',
    }),
    vae_tiling: z.enum(['auto', 'on', 'off']).default('auto'),
  })
  .meta({ id: 'WorkerRuntime' });
export type WorkerRuntime = z.infer<typeof workerRuntimeSchema>;

export const maxLoras = 5;

/** A LoRA that is put on the model for one job. Safetensors only: other weights can run code when they are read. */
export const workerLoraSchema = z
  .strictObject({
    url: z.url({ protocol: /^https?$/ }),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    scale: z.number().min(-4).max(4).default(1),
    target: z.enum(['auto', 'transformer', 'transformer_2']).default('auto').meta({
      description: 'Which half of a model with two transformers (Wan 2.2 A14B) it was trained for.',
    }),
  })
  .meta({ id: 'WorkerLora' });
export type WorkerLora = z.infer<typeof workerLoraSchema>;
