import { activeStates, type JobId } from '@videoexpress/job-schema';
import { type Kysely, sql } from 'kysely';
import { firstPlace, type Place, placeBehind } from './queue-places.ts';
import type { JobRow, Tables } from './tables.ts';

/** How far those before a gap are put forward when there is no number left in it; a power of two, so no order is lost. */
const widerByPositions = 65_536;

/** What a move came to; `rows` are all that changed, the moved job last. `row` is the moved job as it now is. */
export type Move =
  | { readonly kind: 'moved'; readonly row: JobRow; readonly rows: readonly JobRow[] }
  | { readonly kind: 'not_found' }
  | { readonly kind: 'not_queued'; readonly state: JobRow['state'] }
  | { readonly kind: 'neighbour_gone'; readonly state: JobRow['state'] | null };

/** Puts a queued job right behind `after`, or before all that wait. It takes over its neighbour's priority. */
export async function moveJob(trx: Kysely<Tables>, id: JobId, after: JobId | null): Promise<Move> {
  const row = await trx.selectFrom('job').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) return { kind: 'not_found' };
  if (row.state !== 'queued') return { kind: 'not_queued', state: row.state };
  if (after === null) {
    const first = await firstPlace(trx, id);
    if (first === null || comesBefore(row, first)) return { kind: 'moved', row, rows: [] };
    return moved(trx, row, first.priority, first.position - 1, []);
  }
  const neighbour = await trx
    .selectFrom('job')
    .select(['id', 'state', 'priority', 'position'])
    .where('id', '=', after)
    .executeTakeFirst();
  if (neighbour?.state !== 'queued') return { kind: 'neighbour_gone', state: neighbour?.state ?? null };
  const next = await placeBehind(trx, neighbour, id);
  const isThere =
    row.priority === neighbour.priority && comesBefore(neighbour, row) && (next === null || comesBefore(row, next));
  if (isThere) return { kind: 'moved', row, rows: [] };
  if (next === null) return moved(trx, row, neighbour.priority, neighbour.position + 1, []);
  const between = (neighbour.position + next.position) / 2;
  if (neighbour.position < between && between < next.position) return moved(trx, row, neighbour.priority, between, []);
  const widened = await widenGapBehind(trx, neighbour, id);
  return moved(trx, row, neighbour.priority, next.position - widerByPositions / 2, widened);
}

function comesBefore(a: Place, b: Place): boolean {
  if (a.priority !== b.priority) return a.priority < b.priority;
  if (a.position !== b.position) return a.position < b.position;
  return a.id < b.id;
}

/** Two doubles have only so many between them: everything up to `place` moves forward, with what may come back to it. */
async function widenGapBehind(trx: Kysely<Tables>, place: Place, except: JobId): Promise<JobRow[]> {
  return trx
    .updateTable('job')
    .set((set) => ({ position: set('position', '-', widerByPositions), version: set('version', '+', 1) }))
    .where('state', 'in', ['queued', ...activeStates])
    .where('priority', '=', place.priority)
    .where('id', '!=', except)
    .where(sql<boolean>`(position, id) <= (${place.position}, ${place.id})`)
    .returningAll()
    .execute();
}

async function moved(
  trx: Kysely<Tables>,
  row: JobRow,
  priority: number,
  position: number,
  others: readonly JobRow[],
): Promise<Move> {
  const written = await trx
    .updateTable('job')
    .set({ priority, position, version: row.version + 1 })
    .where('id', '=', row.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return { kind: 'moved', row: written, rows: [...others, written] };
}
