import type { Cli } from '../cli.ts';
import type { DaemonLink } from '../daemon-link/link.ts';
import { callFailure, type Failure } from '../failure.ts';
import { err, ok, type Result } from '@videoexpress/job-schema';

/**
 * Opens the studio in the browser, logged in by a link that works once and for 60 seconds. Where no browser can be
 * opened, the person is given such a link.
 */
export async function showStudio(cli: Cli, link: Pick<DaemonLink, 'client'>): Promise<Result<void, Failure>> {
  const made = await link.client.call('createLoginCode', {});
  if (!made.ok) return err(callFailure(made.error));
  if (await cli.openBrowser(made.value.body.url)) return ok(undefined);
  // The first link may have been used up by whatever could not show it.
  const again = await link.client.call('createLoginCode', {});
  if (!again.ok) return err(callFailure(again.error));
  cli.printer.note('No browser could be opened. Open this address within a minute; it works once:');
  cli.printer.note(`  ${again.value.body.url}`);
  return ok(undefined);
}
