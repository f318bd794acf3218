import { exitCodes, type ExitCode } from '@videoexpress/host';
import type { Publication } from '@videoexpress/job-schema';
import type { Printer } from '../printer/printer.ts';
import { accountText, paintedState, postLines } from './post-text.ts';
import { shortPublicationId } from './publication-id.ts';

/** Prints each post with its link, or with what went wrong and the way out. 0 where all are out, scheduled or on their way. */
export function showOutcome(printer: Printer, publication: Publication): ExitCode {
  printer.document({ publication });
  for (const post of publication.posts) {
    printer.line(`${accountText(post)}: ${paintedState(post, printer.paint)}`);
    for (const line of postLines(post)) printer.line(`  ${line}`);
  }
  const id = shortPublicationId(publication.id);
  const failed = publication.posts.filter(({ state }) => state === 'rejected' || state === 'needs_attention');
  if (failed.length > 0) printer.note(`See it with: videoexpress publications show ${id}`);
  const isWell = publication.posts.every(
    ({ state }) => state !== 'rejected' && state !== 'needs_attention' && state !== 'cancelled',
  );
  return isWell ? exitCodes.done : exitCodes.error;
}
