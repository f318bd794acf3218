import { serveChildTask } from '../../children/serve-child-task.ts';
import { mediaTasks } from '../media-tasks.ts';

serveChildTask(mediaTasks, process.argv[3] ?? '');
