import { z } from 'zod';
import { jobIdSchema } from './ids.ts';
import { timestampSchema } from './timestamp.ts';

/** A worker of one's own that is connected, as it says of itself. */
export const connectedWorkerSchema = z
  .object({
    id: z.string().meta({ description: 'The name that it gave itself; one worker, one name.' }),
    machine: z.string().nullable().meta({ description: 'The name of its machine; null: it did not say.' }),
    gpu: z.string().nullable().meta({ description: 'The name of its card; null: it did not say, or has none.' }),
    version: z.string().nullable().meta({ description: 'Of the worker.' }),
    connectedAt: timestampSchema,
    lastSeenAt: timestampSchema,
    trouble: z.string().nullable().meta({ description: 'Why it is given no work; null: it is.' }),
    job: z
      .object({
        id: jobIdSchema,
        since: timestampSchema.meta({ description: 'When it took the job.' }),
        stage: z.string(),
        fraction: z.number().min(0).max(1).nullable(),
      })
      .nullable()
      .meta({ description: 'What it renders; null: it waits for work.' }),
  })
  .meta({ id: 'ConnectedWorker' });
export type ConnectedWorker = z.infer<typeof connectedWorkerSchema>;

/** Where workers of one's own come in. */
export const workerListenerSchema = z
  .object({
    state: z.enum(['off', 'open', 'failed']),
    address: z.string().nullable().meta({ description: 'HOST:PORT; null: it is off.' }),
    beyondThisMachine: z.boolean().meta({ description: 'Others on the network can reach it.' }),
    detail: z.string().nullable().meta({ description: 'Why it is not open although it was asked for.' }),
  })
  .meta({ id: 'WorkerListener' });
export type WorkerListenerState = z.infer<typeof workerListenerSchema>;

export const connectedWorkersSchema = z.object({
  items: z.array(connectedWorkerSchema),
  nextCursor: z.null(),
  listener: workerListenerSchema,
  waiting: z.int().nonnegative().meta({ description: 'Jobs that wait for a worker.' }),
});
export type ConnectedWorkers = z.infer<typeof connectedWorkersSchema>;
