import { type AssetId, assetIdSchema, type ChangedAssets, type JobId } from '@videoexpress/job-schema';
import type { AssetChange } from '@videoexpress/studio';
import type { Kysely } from 'kysely';
import { appendEvents } from '../event-log.ts';
import { nameOrder } from '../search/name-order.ts';
import { inPieces } from '../in-pieces.ts';
import type { AssetRow, Tables } from '../tables.ts';
import { unendedNeeds } from './asset-needs.ts';
import { assetFromRow, selectAssets } from './asset-rows.ts';
import { indexAssets, listOf } from './asset-search.ts';
import { announceProjects, isLiveProject } from './project-rows.ts';

/** Assets that are changed without anyone else having a turn. */
const changedAtOnce = 50;

/** Makes one change to many assets, in a transaction that is already open. Null: there is no such project. */
export async function changeAssets(
  trx: Kysely<Tables>,
  ids: readonly AssetId[],
  change: AssetChange,
  nowMs: number,
): Promise<ChangedAssets | null> {
  const { projectId } = change;
  if (projectId !== undefined && projectId !== null && !(await isLiveProject(trx, projectId))) return null;
  const needs = change.isTrashed === true ? await unendedNeeds(trx) : new Map<AssetId, readonly JobId[]>();
  const rows = await readRows(trx, ids);
  const result: ChangedAssets = { changed: [], refused: [] };
  const changing: AssetRow[] = [];
  for (const id of ids) {
    const row = rows.get(id);
    const jobs = needs.get(id);
    if (row === undefined) {
      result.refused.push({ id, code: 'not_found', detail: 'There is no asset with this id.' });
    } else if (jobs !== undefined && row.deleted_at_ms === null) {
      result.refused.push({ id, code: 'asset_in_use', detail: inUse(row.name, jobs) });
    } else {
      result.changed.push(id);
      if (differs(row, change)) changing.push(row);
    }
  }
  // In the order of their places, as the search likes them best.
  const inOrder = changing.toSorted((one, other) => one.place - other.place);
  await inPieces(inOrder, changedAtOnce, (piece) => writeChange(trx, piece, change, nowMs));
  await announceProjects(trx, [...changing.map((row) => row.project_id), projectId], nowMs);
  return result;
}

/** Rows by id. */
export async function readRows(trx: Kysely<Tables>, ids: readonly AssetId[]): Promise<ReadonlyMap<AssetId, AssetRow>> {
  const rows = await trx.selectFrom('asset').selectAll().where('id', 'in', listOf(ids)).execute();
  return new Map(rows.map((row) => [assetIdSchema.parse(row.id), row]));
}

function differs(row: AssetRow, { name, favourite, projectId, isTrashed }: AssetChange): boolean {
  return (
    (name !== undefined && name !== row.name) ||
    (favourite !== undefined && favourite !== (row.favourite === 1)) ||
    (projectId !== undefined && projectId !== row.project_id) ||
    // What lies in the trash already keeps its day.
    (isTrashed !== undefined && isTrashed !== (row.deleted_at_ms !== null))
  );
}

async function writeChange(
  trx: Kysely<Tables>,
  rows: readonly AssetRow[],
  { name, favourite, projectId, isTrashed }: AssetChange,
  nowMs: number,
): Promise<void> {
  const places = rows.map((row) => row.place);
  await trx
    .updateTable('asset')
    .set((set) => ({
      ...(name === undefined ? {} : { name, name_order: nameOrder(name) }),
      ...(favourite === undefined ? {} : { favourite: favourite ? 1 : 0 }),
      ...(projectId === undefined ? {} : { project_id: projectId }),
      ...(isTrashed === undefined
        ? {}
        : { deleted_at_ms: isTrashed ? set.fn.coalesce('deleted_at_ms', set.val(nowMs)) : null }),
    }))
    .where('place', 'in', listOf(places))
    .execute();
  await indexAssets(trx, places);
  const changed = await selectAssets(trx).where('asset.place', 'in', listOf(places)).execute();
  const byPlace = new Map(changed.map((row) => [row.place, assetFromRow(row)]));
  const inOrder = places.flatMap((place) => byPlace.get(place) ?? []);
  await appendEvents(trx, 'asset', inOrder, nowMs);
}

/** Why an asset cannot go, with the jobs that need it. */
export function inUse(name: string, jobs: readonly JobId[]): string {
  const [first, ...more] = jobs;
  if (more.length === 0) return `The job ${first} still needs “${name}”. Wait for it to end, or cancel it.`;
  const named = `${jobs.slice(0, 5).join(', ')}${jobs.length > 5 ? ' and more' : ''}`;
  return `${jobs.length} jobs still need “${name}”. Wait for them to end, or cancel them: ${named}.`;
}
