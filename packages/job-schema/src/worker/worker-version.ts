import { z } from 'zod';

/** The version of everything that daemon and worker say to each other. Another one is refused, with both numbers. */
export const workerSchemaVersion = 1;

/** How everything that the worker says begins: which words it speaks, and which worker it is. */
export const workerHead = { schema_version: z.literal(workerSchemaVersion), worker_version: z.string() };
