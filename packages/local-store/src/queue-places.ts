import { activeStates, type Job } from '@videoexpress/job-schema';
import type { NewJob } from '@videoexpress/studio';
import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

/** What orders the queue, first the priority, then the position, then the id. */
export interface Place {
  readonly id: string;
  readonly priority: number;
  readonly position: number;
}

/** Where a new job comes to lie: behind all of its priority, or before everything that waits. */
export async function placeOfNewJob(
  trx: Kysely<Tables>,
  { job, placement }: NewJob,
): Promise<Pick<Job, 'priority' | 'position'>> {
  if (placement === 'back') return { priority: job.priority, position: await backPosition(trx, job) };
  const first = await firstPlace(trx, null);
  if (first === null || first.priority > job.priority)
    return { priority: job.priority, position: await backPosition(trx, job) };
  return { priority: first.priority, position: first.position - 1 };
}

/** Later than all of its priority that wait or may come back to wait, so that jobs of one millisecond keep their order. */
async function backPosition(trx: Kysely<Tables>, job: Job): Promise<number> {
  const queued = await sql<{ position: number }>`
    SELECT position FROM job INDEXED BY job_queued
    WHERE state = 'queued' AND priority = ${job.priority}
    ORDER BY position DESC LIMIT 1`.execute(trx);
  const active = await trx
    .selectFrom('job')
    .select('position')
    .where('state', 'in', activeStates)
    .where('priority', '=', job.priority)
    .execute();
  const taken = [...queued.rows, ...active].map(({ position }) => position + 1);
  return Math.max(job.position, ...taken);
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
