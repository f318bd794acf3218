import { keychainTasks, mediaTasks, serveChildTask } from '@videoexpress/host';
import { sketchTasks } from '@videoexpress/render-engines';
import { inspectTasks } from '../inspection/inspect-tasks.ts';
import { backupTasks } from '../backup/backup-tasks.ts';

/** Does the one task this process was started for, then ends. */
export function serveChild(task: string): void {
  serveChildTask({ ...mediaTasks, ...sketchTasks, ...keychainTasks, ...backupTasks, ...inspectTasks }, task);
}
