import { streamEventSchema, type StreamEvent, type StreamTopic } from '@videoexpress/job-schema';
import type { EventLog } from '@videoexpress/studio';
import { type Kysely, sql } from 'kysely';
import { guarded } from './guarded.ts';
import type { Tables } from './tables.ts';

/** Tells whoever tails the log that rows were committed. */
export class CommitSignal {
  readonly #listeners = new Set<() => void>();

  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  fire(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** Writes the whole object as it now is to the log, in the transaction that changed it. */
export async function appendEvent(
  trx: Kysely<Tables>,
  topic: StreamTopic,
  payload: unknown,
  nowMs: number,
): Promise<void> {
  await trx
    .insertInto('event')
    .values({ topic, payload_json: JSON.stringify(payload), at_ms: nowMs })
    .execute();
}

const rowsAtOnce = 200;

/** Writes many objects to the log, in their order. */
export async function appendEvents(
  trx: Kysely<Tables>,
  topic: StreamTopic,
  payloads: readonly unknown[],
  nowMs: number,
): Promise<void> {
  const rows = payloads.map((payload) => ({ topic, payload_json: JSON.stringify(payload), at_ms: nowMs }));
  for (let start = 0; start < rows.length; start += rowsAtOnce)
    await trx
      .insertInto('event')
      .values(rows.slice(start, start + rowsAtOnce))
      .execute();
}

/** The event log. SQLite serialises writers and never reuses a row id, so a cursor over row ids misses nothing. */
export function createEventLog(db: Kysely<Tables>, commits: CommitSignal): EventLog {
  async function lastId(): Promise<number> {
    // Rows may all be pruned; AUTOINCREMENT remembers the highest id ever given.
    const row = await sql<{ seq: number }>`SELECT seq FROM sqlite_sequence WHERE name = 'event'`.execute(db);
    return row.rows[0]?.seq ?? 0;
  }

  return {
    lastId: () => guarded(lastId),
    after: (id, limit) =>
      guarded(async () => {
        const newest = await lastId();
        if (id > newest) return 'gone';
        const rows = await db.selectFrom('event').selectAll().where('id', '>', id).orderBy('id').limit(limit).execute();
        const first = rows[0];
        const expected = id + 1;
        if (id < newest && first?.id !== expected) return 'gone';
        return rows.map(
          (row): StreamEvent =>
            streamEventSchema.parse({ id: row.id, topic: row.topic, payload: JSON.parse(row.payload_json) }),
        );
      }),
    onCommit: (listener) => commits.listen(listener),
  };
}
