import type { JournalStore } from '@videoexpress/studio';
import type { Kysely } from 'kysely';
import { guarded } from '../guarded.ts';
import type { Tables } from '../tables.ts';
import type { WriteTransaction } from '../write-transaction.ts';

/** What publishing sites remember of their attempts, as ciphertext. It is on the disk when `write` answers. */
export function createJournalStore(db: Kysely<Tables>, write: WriteTransaction): JournalStore {
  return {
    read: (attempt) =>
      guarded(async () => {
        const row = await db
          .selectFrom('publish_journal')
          .select('sealed')
          .where('attempt_id', '=', attempt)
          .executeTakeFirst();
        return row?.sealed ?? null;
      }),
    write: ({ attempt: attempt_id, post: post_id, sealed }, at_ms) =>
      write(async (trx) => {
        await trx
          .insertInto('publish_journal')
          .values({ attempt_id, post_id, sealed, at_ms })
          .onConflict((conflict) => conflict.column('attempt_id').doUpdateSet({ sealed, at_ms }))
          .execute();
      }),
    forget: (attempt) =>
      write(async (trx) => {
        await trx.deleteFrom('publish_journal').where('attempt_id', '=', attempt).execute();
      }),
    isOpen: (post) =>
      guarded(async () => {
        const row = await db
          .selectFrom('publish_journal')
          .innerJoin('attempt', 'attempt.id', 'publish_journal.attempt_id')
          .select('attempt_id')
          .where('post_id', '=', post)
          .where('attempt.outcome', '!=', 'closed')
          .executeTakeFirst();
        return row !== undefined;
      }),
  };
}
