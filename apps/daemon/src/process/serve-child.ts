import { keychainTasks, mediaTasks, serveChildTask } from '@videoexpress/host';
import { sketchTasks } from '@videoexpress/render-engines';

/** Does the one task this process was started for, then ends. */
export function serveChild(task: string): void {
  serveChildTask({ ...mediaTasks, ...sketchTasks, ...keychainTasks }, task);
}
