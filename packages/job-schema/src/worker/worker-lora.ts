import { z } from 'zod';
import { sha256Schema } from '../sha256.ts';
import { workerLinkSchema } from './worker-link.ts';

/** A LoRA that is put on the model for one job. Safetensors only: other weights can run code when they are read. */
export const workerLoraSchema = z
  .strictObject({
    url: workerLinkSchema,
    sha256: sha256Schema,
    scale: z.number().min(-4).max(4).default(1),
    target: z.enum(['auto', 'transformer', 'transformer_2']).default('auto').meta({
      description: 'Which half of a model with two transformers (Wan 2.2 A14B) it was trained for.',
    }),
  })
  .meta({ id: 'WorkerLora' });
export type WorkerLora = z.infer<typeof workerLoraSchema>;
