import { exitCodes, plainText } from '@videoexpress/host';
import { err, ok, type Result } from '@videoexpress/job-schema';
import type { Failure } from '../failure.ts';
import { type Gpu, leastDriver } from './find-gpu.ts';
import { runQuietly } from './run-quietly.ts';

const question = 'import torch; print(torch.cuda.is_available())';
/** Read from a slow disk for the first time it takes a minute. */
const answerWithinMs = 5 * 60_000;

/** That torch sees the card: it would render on the processor without a word, for hours. */
export async function checkTorch(parts: {
  readonly python: string;
  readonly env: Readonly<Record<string, string>>;
  readonly gpu: Gpu;
  readonly signal: AbortSignal;
}): Promise<Result<null, Failure>> {
  const { python, env, gpu, signal } = parts;
  const asked = await runQuietly(python, ['-c', question], { env, signal, timeoutMs: answerWithinMs });
  if (asked.code === 0 && asked.stdout.trim() === 'True') return ok(null);
  const name = plainText(gpu.name);
  if (asked.code !== 0)
    return err({
      exitCode: exitCodes.error,
      code: 'torch_unusable',
      message: [
        `torch cannot be loaded by ${python}:`,
        ...asked.lastLines.slice(-4).map((line) => `  ${plainText(line)}`),
      ].join('\n'),
      fix: 'Give a Python that has it, or leave --no-install out so that one is prepared.',
    });
  const isOld = Number.parseInt(gpu.driver, 10) < leastDriver;
  return err({
    exitCode: exitCodes.error,
    code: 'card_not_seen',
    message: `torch does not see the ${name}${isOld ? `: its driver is ${plainText(gpu.driver)}, and ${leastDriver} or newer is needed` : ''}.`,
    fix: 'Update the driver, or bring a Python whose torch fits it: videoexpress worker start --python PATH --no-install',
  });
}
