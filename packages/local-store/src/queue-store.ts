import type { QueueStore } from '@videoexpress/studio';
import { type Kysely, sql } from 'kysely';
import { appendEvent, type CommitSignal } from './event-log.ts';
import { guarded } from './guarded.ts';
import type { Tables } from './tables.ts';
import type { WriteTransaction } from './write-transaction.ts';

/** Where it is kept that a person paused the queue. */
export const pausedKey = 'queue.paused';
const probeKey = 'probe.write';

/** Whether a person paused the queue. */
export async function readPaused(db: Kysely<Tables>): Promise<boolean> {
  const row = await db.selectFrom('setting').select('value_json').where('key', '=', pausedKey).executeTakeFirst();
  return row?.value_json === 'true';
}

/** What the queue remembers about itself, in the settings table. */
export function createQueueStore(db: Kysely<Tables>, write: WriteTransaction, commits: CommitSignal): QueueStore {
  async function keep(key: string, value: unknown): Promise<void> {
    const value_json = JSON.stringify(value);
    await write((trx) =>
      trx
        .insertInto('setting')
        .values({ key, value_json })
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ value_json }))
        .execute(),
    );
  }

  return {
    isPaused: () => guarded(() => readPaused(db)),
    setPaused: (paused) => keep(pausedKey, paused),
    async appendEvent(event, nowMs) {
      await write((trx) => appendEvent(trx, event.topic, event.payload, nowMs));
      commits.fire();
    },
    probeWrite: (nowMs) => keep(probeKey, nowMs),
    prune: (olderThanMs) =>
      write(async (trx) => {
        // Up to the first young one: a wall clock that was put back left older ones behind it, and a hole in the middle of
        // the log would be found by nobody who reads across it.
        await sql`
          DELETE FROM event WHERE id < coalesce(
            (SELECT id FROM event WHERE at_ms >= ${olderThanMs} ORDER BY id LIMIT 1),
            (SELECT max(id) + 1 FROM event))`.execute(trx);
        await trx.deleteFrom('idempotency').where('created_at_ms', '<', olderThanMs).execute();
      }),
  };
}
