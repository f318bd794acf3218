import { activeStates, type Job, type ListJobsQuery } from '@videoexpress/job-schema';
import type { Page } from '@videoexpress/studio';
import { sql, type Kysely } from 'kysely';
import { narrowed } from './list-jobs.ts';
import { jobFromRow } from './rows.ts';
import type { Tables } from './tables.ts';

const unended = ['queued', ...activeStates] as const;

/**
 * A page of jobs that have not ended, in the order of their turn: what runs, then what waits. The cursor is the id of the
 * last one of the page before; null when that one is gone, so that there is no place to go on from.
 */
export async function listQueue(db: Kysely<Tables>, query: ListJobsQuery): Promise<Page<Job> | null> {
  const { cursor, state } = query;
  const wanted = unended.filter((each) => state?.includes(each) ?? true);
  const last =
    cursor === undefined
      ? undefined
      : await db
          .selectFrom('job')
          .select(['id', 'state', 'priority', 'position'])
          .where('id', '=', cursor)
          .executeTakeFirst();
  if (cursor !== undefined && last === undefined) return null;
  const waits = sql<number>`state = 'queued'`;
  const rows = await narrowed(db, query)
    .where('state', 'in', wanted)
    .$if(last !== undefined, (each) =>
      each.where(
        sql<boolean>`(state = 'queued', priority, position, id) >
          (${last?.state === 'queued' ? 1 : 0}, ${last?.priority ?? 0}, ${last?.position ?? 0}, ${last?.id ?? ''})`,
      ),
    )
    .orderBy(waits)
    .orderBy('priority')
    .orderBy('position')
    .orderBy('id')
    .limit(query.limit + 1)
    .execute();
  const items = rows.slice(0, query.limit).map(jobFromRow);
  return { items, nextCursor: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null };
}
