import type { Job, ListJobsQuery } from '@videoexpress/job-schema';
import type { Page } from '@videoexpress/studio';
import { sql, type Kysely } from 'kysely';
import { contains } from './contains.ts';
import { jobFromRow } from './rows.ts';
import type { Tables } from './tables.ts';

/** The jobs that a query names, of any state, in no order yet. */
export function narrowed(db: Kysely<Tables>, { kind, projectId, q }: ListJobsQuery) {
  return db
    .selectFrom('job')
    .selectAll()
    .$if(kind !== undefined, (each) => each.where('kind', '=', kind ?? ''))
    .$if(projectId !== undefined, (each) => each.where('project_id', '=', projectId ?? ''))
    .$if(q !== undefined, (each) => each.where(contains(sql`json_extract(input_json, '$.prompt')`, q ?? '')));
}

/** A page of jobs, newest first. The cursor is the id of the last one of the page before. */
export async function listJobs(db: Kysely<Tables>, query: ListJobsQuery): Promise<Page<Job>> {
  const { cursor, state } = query;
  const rows = await narrowed(db, query)
    .$if(cursor !== undefined, (each) => each.where('id', '<', cursor ?? ''))
    .$if(state !== undefined, (each) => each.where('state', 'in', state ?? []))
    .orderBy('id', 'desc')
    .limit(query.limit + 1)
    .execute();
  const items = rows.slice(0, query.limit).map(jobFromRow);
  return { items, nextCursor: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null };
}
