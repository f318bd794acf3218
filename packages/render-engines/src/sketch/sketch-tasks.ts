import type { ChildTask } from '@videoexpress/host';
import { sketchTaskName } from './sketch-task-name.ts';

/**
 * What this engine does in child processes, by task name. Each loads its libraries when it starts: the daemon knows the
 * tasks too, and must come up where those libraries are not installed.
 */
export const sketchTasks: Readonly<Record<string, ChildTask>> = {
  [sketchTaskName]: async (input, context) => (await import('./sketch-task.ts')).sketchTask(input, context),
};
