import { fileURLToPath } from 'node:url';
import type { ChildCommand } from '../child-command.ts';

/** Runs the tasks of `test-child.ts`. */
export const testCommand: ChildCommand = {
  execPath: process.execPath,
  execArgv: ['--conditions=source'],
  entry: fileURLToPath(new URL('./test-child.ts', import.meta.url)),
  env: { PATH: process.env['PATH'], HOME: '/home/somebody', R2_SECRET: 'must stay behind' },
};
