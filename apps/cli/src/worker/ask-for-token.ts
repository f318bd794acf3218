import { exitCodes } from '@videoexpress/host';
import { err, ok, type Result } from '@videoexpress/job-schema';
import type { Cli } from '../cli.ts';
import { type Failure, usageFailure } from '../failure.ts';

/** The variable that a service or a script gives the token by. */
export const tokenVariable = 'VIDEOEXPRESS_WORKER_TOKEN';
const tokenPattern = /^[A-Za-z0-9_-]{43}$/;

/**
 * The token for a studio in another machine: from the environment, else typed without being shown, else from a pipe. Never
 * an argument: other programs can read those.
 */
export async function askForToken(
  cli: Pick<Cli, 'machine' | 'terminal' | 'printer'>,
): Promise<Result<string, Failure>> {
  const set = cli.machine.env[tokenVariable];
  if (set !== undefined && set !== '') return checked(set, tokenVariable);
  const { terminal, printer } = cli;
  if (terminal.interactive)
    terminal.writeErr('Token, as videoexpress worker token prints it where the studio runs (not shown): ');
  const input = await terminal.readSecret();
  if (terminal.interactive) printer.note('');
  if (input.kind === 'interrupted')
    return err({
      exitCode: exitCodes.interruptedTwice,
      code: 'interrupted',
      message: 'The worker was not started.',
      chosen: true,
    });
  return checked(input.kind === 'text' ? input.text : '', 'The token');
}

/** Its value is never repeated. */
function checked(text: string, what: string): Result<string, Failure> {
  const token = text.trim();
  if (tokenPattern.test(token)) return ok(token);
  const is = token === '' ? 'is missing' : 'is none of the studio, which has 43 characters';
  return err(
    usageFailure(
      `${what} ${is}.`,
      `videoexpress worker token prints it where the studio runs. Give it in ${tokenVariable}, by a pipe, or when asked.`,
    ),
  );
}
