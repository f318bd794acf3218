import type { Job } from '@videoexpress/job-schema';
import type { NewJob } from '@videoexpress/studio';
import { type Kysely, sql } from 'kysely';
import type { QueueStatements } from './queue-statements.ts';
import type { Tables } from './tables.ts';

/** What orders the queue, first the priority, then the position, then the id. */
export interface Place {
  readonly id: string;
  readonly priority: number;
  readonly position: number;
}

/** Where a new job comes to lie: behind all of its priority, or before everything that waits. */
export function placeOfNewJob(
  statements: QueueStatements,
  { job, placement }: NewJob,
): Pick<Job, 'priority' | 'position'> {
  const first = placement === 'front' ? statements.firstPlace.get() : undefined;
  if (first === undefined || first.priority > job.priority)
    return { priority: job.priority, position: backPosition(statements, job) };
  return { priority: first.priority, position: first.position - 1 };
}

/** Later than all of its priority that wait or may come back to wait, so that jobs of one millisecond keep their order. */
function backPosition(statements: QueueStatements, { priority, position }: Job): number {
  const queued = statements.lastPosition.get(priority)?.position ?? null;
  const active = statements.lastActivePosition.get(priority)?.position ?? null;
  const taken = [queued, active].filter((each) => each !== null);
  return Math.max(position, ...taken.map((each) => each + 1));
}

/** The first place of the queue, of all but one job; null when nothing waits. */
export async function firstPlace(trx: Kysely<Tables>, except: string | null): Promise<Place | null> {
  const found = await sql<Place>`
    SELECT id, priority, position FROM job INDEXED BY job_queued
    WHERE state = 'queued' AND id IS NOT ${except}
    ORDER BY priority, position, id LIMIT 1`.execute(trx);
  return found.rows[0] ?? null;
}

/** The place right behind another of the same priority, looking past one job; null when that is the last. */
export async function placeBehind(trx: Kysely<Tables>, place: Place, except: string): Promise<Place | null> {
  const found = await sql<Place>`
    SELECT id, priority, position FROM job INDEXED BY job_queued
    WHERE state = 'queued' AND id IS NOT ${except} AND priority = ${place.priority}
      AND (position, id) > (${place.position}, ${place.id})
    ORDER BY position, id LIMIT 1`.execute(trx);
  return found.rows[0] ?? null;
}
