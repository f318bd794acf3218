import { mediaTasks, serveChildTask } from '@videoexpress/host';
import { sketchTasks } from '../sketch/sketch-tasks.ts';

/** The child program of these tests: it knows the tasks of the engines, as the daemon's does. */
serveChildTask({ ...mediaTasks, ...sketchTasks }, process.argv[3] ?? '');
