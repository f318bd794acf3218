import type { ChildTask } from '@videoexpress/host';
import { z } from 'zod';

export const copyTaskName = 'copy-database';
export const readyTaskName = 'ready-database-copy';

const copyInputSchema = z.object({ from: z.string(), to: z.string() });
const readyInputSchema = z.object({ path: z.string() });

/**
 * Work with a whole database in a child: it takes seconds of a large one, and a damaged one costs the child alone. The
 * store is loaded by these tasks and by no other.
 */
export const backupTasks: Readonly<Record<string, ChildTask>> = {
  [copyTaskName]: async (input) => {
    const { from, to } = copyInputSchema.parse(input);
    const { copyDatabase } = await import('@videoexpress/local-store');
    return copyDatabase(from, to);
  },
  [readyTaskName]: async (input) => {
    const { path } = readyInputSchema.parse(input);
    const { readyCopy } = await import('@videoexpress/local-store');
    return readyCopy(path);
  },
};
