import { mediaTasks, serveChildTask } from '@videoexpress/host';
import { sketchTasks } from '@videoexpress/render-engines';

/** Does the one task this process was started for, then ends. */
export async function serveChild(task: string): Promise<void> {
  await serveChildTask({ ...mediaTasks, ...sketchTasks }, task);
}
