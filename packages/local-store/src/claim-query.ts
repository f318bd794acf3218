import { activeStates, type JobId, jobIdSchema } from '@videoexpress/job-schema';
import { type ClaimRequest, suspectLimit } from '@videoexpress/studio';
import type { Kysely } from 'kysely';
import { readPaused } from './queue-store.ts';
import type { Tables } from './tables.ts';

/**
 * The next job that may run: due, for an engine with room, lowest priority number first, then oldest. A job that went
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

  const due = trx
    .selectFrom('job')
    .select('id')
    .where('state', '=', 'queued')
    .where('engine', 'not in', [...request.fullEngines])
    .where((where) => where.or([where('run_at_ms', 'is', null), where('run_at_ms', '<=', request.nowMs)]))
    // A wait that was set in what is now the future: the wall clock was put back, and the wait no longer means anything.
    .where((where) =>
      where.or([
        where('not_before_ms', 'is', null),
        where('not_before_ms', '<=', request.nowMs),
        where('snoozed_at_ms', '>', request.nowMs),
      ]),
    )
    .$if(request.soloBootId !== null, (query) => query.where('created_boot_id', '=', request.soloBootId ?? ''))
    .orderBy('priority')
    .orderBy('id')
    .limit(1);
  const sound = await due.where('orphaned', '<', suspectLimit).executeTakeFirst();
  const chosen = sound ?? (request.nothingActive ? await due.executeTakeFirst() : undefined);
  return chosen === undefined ? null : { id: jobIdSchema.parse(chosen.id) };
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
