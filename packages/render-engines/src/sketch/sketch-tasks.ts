import type { ChildTask } from '@videoexpress/host';
import { sketchTask } from './sketch-task.ts';
import { sketchTaskName } from './sketch-task-name.ts';

/** What this engine does in child processes, by task name. */
export const sketchTasks: Readonly<Record<string, ChildTask>> = { [sketchTaskName]: sketchTask };
