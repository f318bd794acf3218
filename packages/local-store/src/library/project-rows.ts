import { type Project, projectSchema } from '@videoexpress/job-schema';
import { isoTime } from '@videoexpress/studio';
import { type Kysely, sql } from 'kysely';
import { appendEvent } from '../event-log.ts';
import type { ProjectRow, Tables } from '../tables.ts';

type CountedRow = ProjectRow & { readonly asset_count: number; readonly bytes: number };

/** Project rows with what is in each, trash aside. */
export async function readProjects(db: Kysely<Tables>, ids: readonly string[] | 'live'): Promise<Project[]> {
  const rows = await db
    .selectFrom('project')
    .selectAll('project')
    .select([
      sql<number>`(SELECT count(*) FROM asset WHERE project_id = project.id AND deleted_at_ms IS NULL)`.as(
        'asset_count',
      ),
      sql<number>`(SELECT ifnull(sum(bytes), 0) FROM asset WHERE project_id = project.id AND deleted_at_ms IS NULL)`.as(
        'bytes',
      ),
    ])
    .$if(ids === 'live', (each) => each.where('project.deleted_at_ms', 'is', null))
    .$if(ids !== 'live', (each) => each.where('project.id', 'in', ids === 'live' ? [] : ids))
    .execute();
  return rows.map(projectFromRow);
}

function projectFromRow(row: CountedRow): Project {
  return projectSchema.parse({
    id: row.id,
    name: row.name,
    createdAt: isoTime(row.created_at_ms),
    assetCount: row.asset_count,
    bytes: row.bytes,
    deletedAt: row.deleted_at_ms === null ? undefined : isoTime(row.deleted_at_ms),
  });
}

/** Whether a project is there and not deleted. */
export async function isLiveProject(db: Kysely<Tables>, id: string): Promise<boolean> {
  const row = await db
    .selectFrom('project')
    .select('id')
    .where('id', '=', id)
    .where('deleted_at_ms', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

/** Tells of projects whose content changed, in the transaction that changed it. */
export async function announceProjects(
  trx: Kysely<Tables>,
  ids: Iterable<string | null | undefined>,
  nowMs: number,
): Promise<void> {
  const known = [...new Set(ids)].filter((id) => id !== null && id !== undefined);
  if (known.length === 0) return;
  for (const project of await readProjects(trx, known)) await appendEvent(trx, 'project', project, nowMs);
}
