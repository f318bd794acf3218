import { serveChildTask } from '../../children/serve-child-task.ts';
import { keychainTasks } from '../keychain-tasks.ts';

serveChildTask(keychainTasks, process.argv[3] ?? '');
