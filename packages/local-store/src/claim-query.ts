import { activeStates, type JobId, jobIdSchema } from '@videoexpress/job-schema';
import { type ClaimRequest, suspectLimit } from '@videoexpress/studio';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { readPaused } from './queue-store.ts';
import type { Tables } from './tables.ts';

/**
 * The next job that may run: due, for an engine with room, lowest priority number first, then in the order of their places. A job that went
 * down with the daemon several times comes after all others, and runs alone.
 */
export async function claimableJob(trx: Kysely<Tables>, request: ClaimRequest): Promise<{ id: JobId } | null> {
  // Read in the claim's own transaction: a job can never slip out after the answer to a pause.
  if (await readPaused(trx)) return null;
  const suspectRuns = await trx
    .selectFrom('job')
    .select('id')
    .where('state', 'in', activeStates)
    .where('orphaned', '>=', suspectLimit)
    .executeTakeFirst();
  if (suspectRuns !== undefined) return null;

  const sound = await firstDue(trx, request, sql`orphaned < ${suspectLimit}`);
  return sound ?? (request.nothingActive ? firstDue(trx, request, sql`orphaned >= ${suspectLimit}`) : null);
}

/**
 * Named by its index: SQLite would otherwise find the queued jobs through the one over all states, and sort thousands of
 * them for every claim.
 */
async function firstDue(
  trx: Kysely<Tables>,
  request: ClaimRequest,
  condition: RawBuilder<unknown>,
): Promise<{ id: JobId } | null> {
  const { nowMs, fullEngines, soloBootId } = request;
  // A wait that was set in what is now the future: the wall clock was put back, and the wait no longer means anything.
  const found = await sql<{ id: string }>`
    SELECT id FROM job INDEXED BY job_queued
    WHERE state = 'queued' AND ${condition}
      AND engine NOT IN (${sql.join(fullEngines)})
      AND (run_at_ms IS NULL OR run_at_ms <= ${nowMs})
      AND (not_before_ms IS NULL OR not_before_ms <= ${nowMs} OR snoozed_at_ms > ${nowMs})
      AND (${soloBootId} IS NULL OR created_boot_id = ${soloBootId})
    ORDER BY priority, position, id LIMIT 1`.execute(trx);
  const [first] = found.rows;
  return first === undefined ? null : { id: jobIdSchema.parse(first.id) };
}

/** When the next queued job falls due that is not due yet. */
export async function nextDueMs(db: Kysely<Tables>, nowMs: number): Promise<number | null> {
  const waiting = await db
    .selectFrom('job')
    .select(['run_at_ms', 'not_before_ms'])
    .where('state', '=', 'queued')
    .where((where) => where.or([where('run_at_ms', '>', nowMs), where('not_before_ms', '>', nowMs)]))
    .execute();
  const times = waiting.map((row) => Math.max(row.run_at_ms ?? 0, row.not_before_ms ?? 0));
  return times.length === 0 ? null : Math.min(...times);
}
