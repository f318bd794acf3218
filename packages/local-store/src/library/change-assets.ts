import { type AssetId, assetIdSchema, type ChangedAssets, type JobId } from '@videoexpress/job-schema';
import type { AssetChange } from '@videoexpress/studio';
import type { Kysely } from 'kysely';
import { appendEvent } from '../event-log.ts';
import { nameOrder } from '../search/name-order.ts';
import type { AssetRow, Tables } from '../tables.ts';
import { unendedNeeds } from './asset-needs.ts';
import { indexAsset, readAsset } from './asset-rows.ts';
import { announceProjects, isLiveProject } from './project-rows.ts';

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
  const touched = new Set<string | null>();
  const result: ChangedAssets = { changed: [], refused: [] };
  for (const id of ids) {
    const row = await trx.selectFrom('asset').selectAll().where('id', '=', id).executeTakeFirst();
    if (row === undefined) {
      result.refused.push({ id, code: 'not_found', detail: 'There is no asset with this id.' });
      continue;
    }
    const jobs = needs.get(id);
    if (jobs !== undefined && row.deleted_at_ms === null) {
      result.refused.push({ id, code: 'asset_in_use', detail: inUse(row.name, jobs) });
      continue;
    }
    await changeRow(trx, row, change, nowMs);
    touched.add(row.project_id).add(projectId ?? null);
    result.changed.push(assetIdSchema.parse(row.id));
  }
  await announceProjects(trx, touched, nowMs);
  return result;
}

async function changeRow(trx: Kysely<Tables>, row: AssetRow, change: AssetChange, nowMs: number): Promise<void> {
  const { name, favourite, projectId, isTrashed } = change;
  const values = {
    ...(name === undefined ? {} : { name, name_order: nameOrder(name) }),
    ...(favourite === undefined ? {} : { favourite: favourite ? 1 : 0 }),
    ...(projectId === undefined ? {} : { project_id: projectId }),
    // What lies in the trash already keeps its day.
    ...(isTrashed === undefined ? {} : { deleted_at_ms: isTrashed ? (row.deleted_at_ms ?? nowMs) : null }),
  };
  const isSame = Object.entries(values).every(([column, value]) => new Map(Object.entries(row)).get(column) === value);
  if (isSame) return;
  await trx.updateTable('asset').set(values).where('place', '=', row.place).execute();
  await indexAsset(trx, row.place);
  await appendEvent(trx, 'asset', await readAsset(trx, assetIdSchema.parse(row.id)), nowMs);
}

/** Why an asset cannot go, with the jobs that need it. */
export function inUse(name: string, jobs: readonly JobId[]): string {
  const [first, ...more] = jobs;
  const named = more.length === 0 ? `The job ${first} still needs` : `${jobs.length} jobs still need`;
  const list =
    more.length === 0 ? '' : ` They are ${jobs.slice(0, 5).join(', ')}${jobs.length > 5 ? ' and more' : ''}.`;
  return `${named} “${name}”. Wait for ${more.length === 0 ? 'it' : 'them'} to end or cancel ${more.length === 0 ? 'it' : 'them'}.${list}`;
}
