import { setTimeout as delay } from 'node:timers/promises';
import { setWarden } from '../child-warden.ts';
import { type ChildTask, serveChildTask } from '../serve-child-task.ts';

/** Tasks for the tests of this folder: each is one way in which a child can behave. */
const tasks: Record<string, ChildTask> = {
  echo: async (input) => input,
  async count(input, { reportProgress }) {
    for (let step = 1; step <= Number(input); step += 1) reportProgress({ step });
    return 'counted';
  },
  async throw() {
    throw Object.assign(new Error('The disk is full.'), { code: 'ENOSPC' });
  },
  async exit() {
    process.stderr.write('last words\n');
    process.exit(3);
  },
  async crash() {
    process.kill(process.pid, 'SIGSEGV');
    await delay(60_000);
  },
  async hang(_input, { reportProgress }) {
    reportProgress('hanging');
    await delay(60_000);
  },
  async 'hang-hard'(_input, { reportProgress }) {
    process.on('SIGTERM', () => {});
    reportProgress('hanging');
    await delay(60_000);
  },
  async 'never-give-back'(_input, { reportProgress }) {
    reportProgress('busy');
    // One turn, in which the report leaves; from then on nothing reaches this thread any more.
    await delay(0);
    for (;;) Math.sqrt(2);
  },
  async swell(_input, { reportProgress }) {
    setWarden({ mostMemoryBytes: process.memoryUsage.rss() + 256 * 1024 ** 2 });
    reportProgress('swelling');
    const held: Buffer[] = [];
    for (;;) {
      held.push(Buffer.alloc(16 * 1024 ** 2, held.length + 1));
      await delay(20);
    }
  },
  async 'report-slowly'(input, { reportProgress }) {
    for (let step = 1; step <= Number(input); step += 1) {
      await delay(250);
      reportProgress(step);
    }
    return 'reported';
  },
  async print() {
    process.stdout.write(`${process.env['LOUDNESS']}\n`);
    return 'printed';
  },
  environment: async () => ({ ...process.env }),
  arguments: async () => process.argv.slice(2),
};

serveChildTask(tasks, process.argv[3] ?? '');
