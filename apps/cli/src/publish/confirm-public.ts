import { exitCodes } from '@videoexpress/host';
import { type Connection, err, ok, type PostRequest, type Result } from '@videoexpress/job-schema';
import type { Cli } from '../cli.ts';
import { type Failure, usageFailure } from '../failure.ts';
import { accountText } from './post-text.ts';

/** Asks before something becomes public, for others cannot be made to forget it. Where nobody can be asked, `--yes` is needed. */
export async function confirmPublic(
  cli: Cli,
  requests: readonly PostRequest[],
  accounts: readonly Connection[],
  yes: boolean,
): Promise<Result<null, Failure>> {
  const open = accounts.filter((account, index) => {
    return account.service === 'instagram' || requests[index]?.content.visibility === 'public';
  });
  if (open.length === 0 || yes) return ok(null);
  const where = open.map(accountText).join(' and ');
  if (!cli.terminal.interactive) {
    return err(usageFailure(`It would be public at ${where}.`, 'Say that you want it with --yes.'));
  }
  // Ctrl-C is a no.
  let interrupted = false;
  const off = cli.onInterrupt(() => {
    interrupted = true;
    reading.cancel();
  });
  cli.terminal.writeErr(`Publish it for everybody at ${where}? y = yes, Enter = no: `);
  const reading = cli.terminal.readLine();
  const answer = await reading.line;
  off();
  if (answer === null) cli.terminal.writeErr('\n');
  if (!interrupted && answer !== null && /^y(es)?$/i.test(answer.trim())) return ok(null);
  return err({
    exitCode: interrupted ? exitCodes.interruptedTwice : exitCodes.error,
    code: interrupted ? 'interrupted' : 'not_confirmed',
    message: 'Nothing was published.',
    chosen: true,
  });
}
