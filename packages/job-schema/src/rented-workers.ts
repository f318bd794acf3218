import { z } from 'zod';

const countSchema = z.int().nonnegative();

/** The workers that an engine rents by the second, as its service counts them, and what keeping one awake costs. */
export const rentedWorkersSchema = z
  .object({
    running: countSchema.meta({ description: 'Rendering.' }),
    idle: countSchema.meta({ description: 'Awake, and waiting for work.' }),
    starting: countSchema,
    throttled: countSchema.meta({ description: 'Wanted, and the service has no free GPU for them.' }),
    unhealthy: countSchema,
    keptWarm: countSchema.nullable().meta({ description: 'How many are kept awake all the time; null: not known.' }),
    most: countSchema.nullable().meta({ description: 'How many there may be at once; null: not known.' }),
    gpu: z.string().nullable().meta({ description: 'What they run on; null: not known.' }),
    pricePerSecondUsd: z.number().positive().nullable().meta({ description: 'Of one that is awake; null: not known.' }),
  })
  .meta({ id: 'RentedWorkers' });
export type RentedWorkers = z.infer<typeof rentedWorkersSchema>;
