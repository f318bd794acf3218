import { setImmediate } from 'node:timers/promises';
import type { HeldEvents, QueueStore } from '@videoexpress/studio';
import { type Kysely, sql } from 'kysely';
import { appendEvent, type CommitSignal } from './event-log.ts';
import { guarded } from './guarded.ts';
import type { Tables } from './tables.ts';
import type { WriteTransaction } from './write-transaction.ts';

/** Where it is kept that a person paused the queue. */
export const pausedKey = 'queue.paused';
const probeKey = 'probe.write';

/** Whether a person paused the queue. */
async function readPaused(db: Kysely<Tables>): Promise<boolean> {
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
    async prune(eventsBeforeMs, keysBeforeMs, held = null) {
      const last = await guarded(() => lastToPrune(db, eventsBeforeMs, held));
      for (let isOver = false; !isOver; ) {
        isOver = await write(async (trx) => (await pruneEvents(trx, last)) < rowsAtOnce);
        // Nothing here waits for the disk on a thread of its own: without this, nobody else would get a turn.
        await setImmediate();
      }
      await write(async (trx) => {
        await trx.deleteFrom('idempotency').where('created_at_ms', '<', keysBeforeMs).execute();
      });
    },
  };
}

/** Rows that go in one transaction: some milliseconds. */
const rowsAtOnce = 1000;

async function lastToPrune(db: Kysely<Tables>, beforeMs: number, held: HeldEvents | null): Promise<number> {
  const old = await newestOldEvent(db, beforeMs);
  if (held === null || old <= held.fromEvent) return old;
  const tooOld = await newestOldEvent(db, Math.min(beforeMs, held.fromMs));
  return Math.max(held.fromEvent, tooOld);
}

/**
 * The last event before the first young one: a wall clock that was put back left older ones behind it, and a hole in the
 * middle of the log would be found by nobody who reads across it.
 */
async function newestOldEvent(db: Kysely<Tables>, beforeMs: number): Promise<number> {
  const { rows } = await sql<{ last: number | null }>`
    SELECT coalesce(
      (SELECT id - 1 FROM event WHERE at_ms >= ${beforeMs} ORDER BY id LIMIT 1),
      (SELECT max(id) FROM event)) AS last`.execute(db);
  return rows[0]?.last ?? 0;
}

async function pruneEvents(trx: Kysely<Tables>, last: number): Promise<number> {
  const { numAffectedRows } = await sql`
    DELETE FROM event WHERE id IN (SELECT id FROM event WHERE id <= ${last} ORDER BY id LIMIT ${rowsAtOnce})`.execute(
    trx,
  );
  return Number(numAffectedRows ?? 0);
}
