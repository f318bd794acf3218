import { startChild } from '../start-child.ts';
import { testCommand } from './test-command.ts';

/** Starts a child with the task named, prints its pid and waits: a test ends this process and looks for the child. */
const child = startChild(testCommand, process.argv[2] ?? '', null, {
  onProgress: () => process.stdout.write(`${child.pid}\n`),
});
await child.ended;
