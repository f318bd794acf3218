import { startChild } from '../start-child.ts';
import { testCommand } from './test-command.ts';

/** Starts a hanging child, prints its pid and waits: a test ends this process and looks for the child. */
const child = startChild(testCommand, 'hang', null, {
  onProgress: () => process.stdout.write(`${child.pid}\n`),
});
await child.ended;
