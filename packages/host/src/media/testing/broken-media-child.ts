import { writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { serveChildTask } from '../../children/serve-child-task.ts';

const orderSchema = z.object({ outputPath: z.string().optional(), posterPath: z.string(), sourcePath: z.string() });

/** Media tasks that go wrong in the way that the name of their source file says, with half an output written. */
async function goWrong(input: unknown): Promise<unknown> {
  const order = orderSchema.parse(input);
  await writeFile(order.outputPath ?? order.posterPath, 'half');
  if (order.sourcePath === 'crash') process.kill(process.pid, 'SIGSEGV');
  if (order.sourcePath === 'full-disk') throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
  return delay(60_000);
}

serveChildTask({ 'finish-video': goWrong, 'inspect-video': goWrong, 'inspect-image': goWrong }, process.argv[3] ?? '');
