import { serveChildTask } from '@videoexpress/host';
import { sketchTasks } from '../sketch/sketch-tasks.ts';

/** The child program of these tests: it knows the tasks of the engines, as the daemon's does. */
serveChildTask(sketchTasks, process.argv[3] ?? '');
