import type { Job, ListJobsQuery } from '@videoexpress/job-schema';
import type { Page } from '@videoexpress/studio';
import { sql, type Kysely } from 'kysely';
import { contains } from './contains.ts';
import { jobFromRow } from './rows.ts';
import type { Tables } from './tables.ts';

/** A page of jobs, newest first. The cursor is the id of the last one of the page before. */
export async function listJobs(db: Kysely<Tables>, query: ListJobsQuery): Promise<Page<Job>> {
  const { cursor, state, kind, projectId, q } = query;
  const rows = await db
    .selectFrom('job')
    .selectAll()
    .$if(cursor !== undefined, (each) => each.where('id', '<', cursor ?? ''))
    .$if(state !== undefined, (each) => each.where('state', 'in', state ?? []))
    .$if(kind !== undefined, (each) => each.where('kind', '=', kind ?? ''))
    .$if(projectId !== undefined, (each) => each.where('project_id', '=', projectId ?? ''))
    .$if(q !== undefined, (each) => each.where(contains(sql`json_extract(input_json, '$.prompt')`, q ?? '')))
    .orderBy('id', 'desc')
    .limit(query.limit + 1)
    .execute();
  const items = rows.slice(0, query.limit).map(jobFromRow);
  return { items, nextCursor: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null };
}
