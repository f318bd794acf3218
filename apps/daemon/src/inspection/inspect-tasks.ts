import type { ChildTask } from '@videoexpress/host';
import { inspectTaskName } from '@videoexpress/job-schema';
import { z } from 'zod';

const inputSchema = z.object({
  databaseFile: z.string(),
  dataFolder: z.string(),
  how: z.enum(['beside', 'copy']),
});

/** A look at a database in a child: it takes a while, and a damaged one costs the child alone. */
export const inspectTasks: Readonly<Record<string, ChildTask>> = {
  [inspectTaskName]: async (input) => {
    const options = inputSchema.parse(input);
    const { inspectDatabase } = await import('@videoexpress/local-store');
    return inspectDatabase(options);
  },
};
