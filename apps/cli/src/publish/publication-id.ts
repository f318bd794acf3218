import { exitCodes } from '@videoexpress/host';
import {
  err,
  ok,
  type Publication,
  publicationIdSchema,
  type PublicationId,
  type Result,
} from '@videoexpress/job-schema';
import type { DaemonLink } from '../daemon-link/link.ts';
import { callFailure, type Failure, usageFailure } from '../failure.ts';

const whereIdsAre = 'Ids are listed by: videoexpress publications list';

/** How a publication's id is shown in a list. The end of an id is random, its beginning is the time. */
export function shortPublicationId(id: PublicationId): string {
  return id.slice(-8);
}

/** The publication with this id, or the one of the 200 newest whose id ends so; at least 4 characters of it. */
export async function findPublication({ client }: DaemonLink, text: string): Promise<Result<Publication, Failure>> {
  const whole = publicationIdSchema.safeParse(text);
  if (whole.success) {
    const found = await client.call('getPublication', { params: { id: whole.data } });
    return found.ok ? ok(found.value.body) : err({ ...callFailure(found.error), fix: whereIdsAre });
  }
  if (!/^[0-9a-f]{4,32}$/.test(text)) return err(usageFailure(`"${text}" is no id of a publication.`, whereIdsAre));
  const page = await client.call('listPublications', { query: { limit: 200 } });
  if (!page.ok) return err(callFailure(page.error));
  const [first, second] = page.value.body.items.filter(({ id }) => id.endsWith(text));
  if (second !== undefined) return err(usageFailure(`Several publications end in "${text}". Give more of the id.`));
  if (first !== undefined) return ok(first);
  return err({
    exitCode: exitCodes.error,
    code: 'not_found',
    message: `No publication ends in "${text}".`,
    fix: whereIdsAre,
  });
}
