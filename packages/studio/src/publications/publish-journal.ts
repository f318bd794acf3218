import type { AttemptId, PostId } from '@videoexpress/job-schema';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { Sealer } from '../secrets/sealer.ts';
import type { JournalStore } from './publication-store.ts';
import type { PublishJournal } from './publishing-site.ts';

const entrySchema = z.record(z.string(), z.unknown());

/** A journal could not be sealed or opened: the key in the secret store is away. It is tried again, and nothing is sent blindly. */
export class JournalUnusable extends Error {
  override readonly name = 'JournalUnusable';
}

/** The journal of one attempt: sealed, and on the disk before `write` answers. */
export function createPublishJournal(
  deps: { readonly journals: JournalStore; readonly sealer: Sealer; readonly clock: Clock },
  attempt: AttemptId,
  post: PostId,
): PublishJournal {
  const purpose = `publish journal ${attempt}`;
  return {
    async read() {
      const sealed = await deps.journals.read(attempt);
      if (sealed === null) return null;
      const text = await deps.sealer.unseal(purpose, sealed);
      if (text === null) throw new JournalUnusable('The journal of an upload cannot be opened');
      return entrySchema.parse(JSON.parse(text));
    },
    async write(entry) {
      const sealed = await deps.sealer.seal(purpose, JSON.stringify(entry));
      if (!sealed.ok) throw new JournalUnusable(`The journal of an upload cannot be sealed: ${sealed.error.code}`);
      await deps.journals.write({ attempt, post, sealed: sealed.value }, deps.clock.now());
    },
  };
}
