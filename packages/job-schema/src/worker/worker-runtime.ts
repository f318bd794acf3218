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
