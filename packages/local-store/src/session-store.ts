import type { Kysely } from 'kysely';
import { guarded } from './guarded.ts';
import type { Tables } from './tables.ts';
import type { WriteTransaction } from './write-transaction.ts';

/** Browser sessions, known by the hash of their id alone. */
export function createSessionStore(db: Kysely<Tables>, write: WriteTransaction) {
  return {
    insert: (session: { idHash: string; createdAtMs: number }) =>
      write(async (trx) => {
        const { idHash, createdAtMs } = session;
        await trx
          .insertInto('session')
          .values({ id_hash: idHash, created_at_ms: createdAtMs, touched_at_ms: createdAtMs })
          .execute();
      }),
    find: (idHash: string) =>
      guarded(async () => {
        const row = await db.selectFrom('session').selectAll().where('id_hash', '=', idHash).executeTakeFirst();
        return row === undefined ? null : { idHash, createdAtMs: row.created_at_ms, lastSeenAtMs: row.touched_at_ms };
      }),
    touch: (idHash: string, atMs: number) =>
      write(async (trx) => {
        await trx.updateTable('session').set({ touched_at_ms: atMs }).where('id_hash', '=', idHash).execute();
      }),
    remove: (idHash: string) =>
      write(async (trx) => {
        await trx.deleteFrom('session').where('id_hash', '=', idHash).execute();
      }),
    removeOlderThan: (touchedBeforeMs: number) =>
      write(async (trx) => {
        await trx.deleteFrom('session').where('touched_at_ms', '<', touchedBeforeMs).execute();
      }),
  };
}
