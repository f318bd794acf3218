import { type ClaimRequest, suspectLimit } from '@videoexpress/studio';
import type { QueueStatements } from './queue-statements.ts';
import { pausedKey } from './queue-store.ts';
import type { JobRow } from './tables.ts';

/** A job for an engine that is not among them may be claimed: it is gone, and the job can then end. */
export type Room = ReadonlyMap<string, number>;

/**
 * The next job that may run: due, for an engine with room, lowest priority number first, then in the order of their places. A job that went
 * down with the daemon several times comes after all others, and runs alone.
 */
export function claimableJob(
  statements: QueueStatements,
  { nowMs, soloBootId, nothingActive }: Pick<ClaimRequest, 'nowMs' | 'soloBootId' | 'nothingActive'>,
  room: Room,
): JobRow | null {
  // Read in the claim's own transaction: a job can never slip out after the answer to a pause.
  if (statements.setting.get(pausedKey)?.value_json === 'true') return null;
  if (statements.suspectRuns.get(suspectLimit) !== undefined) return null;
  const fullEngines = JSON.stringify([...room].flatMap(([engine, places]) => (places > 0 ? [] : [engine])));
  const parameters = { nowMs, fullEngines, soloBootId, suspectLimit };
  const sound = statements.firstDue.get(parameters);
  if (sound !== undefined) return sound;
  return (nothingActive ? statements.firstDueSuspect.get(parameters) : undefined) ?? null;
}
