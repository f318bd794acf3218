import { type AssetId, assetIdSchema, type ChangedAssets } from '@videoexpress/job-schema';
import type { Purged } from '@videoexpress/studio';
import type { Kysely } from 'kysely';
import { appendEvents } from '../event-log.ts';
import { inPieces } from '../in-pieces.ts';
import type { AssetRow, Tables } from '../tables.ts';
import { unendedNeeds } from './asset-needs.ts';
import { listOf, unindexAssets } from './asset-search.ts';
import { inUse, readRows } from './change-assets.ts';
import { noteLeftoverObjects, objectKeysOf } from './leftover-objects.ts';

/** Assets that go for good without anyone else having a turn. */
const purgedAtOnce = 50;

/** Some of what went into the trash before a moment and no unended job needs, longest there first. */
export async function trashedAssets(db: Kysely<Tables>, beforeMs: number, limit: number): Promise<AssetId[]> {
  const needed = [...(await unendedNeeds(db)).keys()];
  const rows = await db
    .selectFrom('asset')
    .select('id')
    .where('deleted_at_ms', '<', beforeMs)
    .where('id', 'not in', listOf(needed))
    .orderBy('deleted_at_ms')
    .limit(limit)
    .execute();
  return rows.map((row) => assetIdSchema.parse(row.id));
}

/** All that lies in the trash at this moment, longest there first. */
export async function assetsInTrash(db: Kysely<Tables>): Promise<AssetId[]> {
  const rows = await db
    .selectFrom('asset')
    .select('id')
    .where('deleted_at_ms', 'is not', null)
    .orderBy('deleted_at_ms')
    .execute();
  return rows.map((row) => assetIdSchema.parse(row.id));
}

/**
 * Takes rows out of the trash for good, in a transaction that is already open. Their files are listed in the same
 * transaction, so that whatever happens between this commit and their removal, somebody still knows of them.
 */
export async function purgeAssets(trx: Kysely<Tables>, ids: readonly AssetId[], nowMs: number): Promise<Purged> {
  const needs = await unendedNeeds(trx);
  const rows = await readRows(trx, ids);
  const refused: ChangedAssets['refused'] = [];
  const going: AssetRow[] = [];
  for (const id of ids) {
    const row = rows.get(id);
    const jobs = needs.get(id);
    if (row === undefined) refused.push({ id, code: 'not_found', detail: 'There is no asset with this id.' });
    else if (row.deleted_at_ms === null)
      refused.push({ id, code: 'invalid_state', detail: `“${row.name}” is not in the trash. Move it there first.` });
    else if (jobs !== undefined) refused.push({ id, code: 'asset_in_use', detail: inUse(row.name, jobs) });
    else going.push(row);
  }
  await inPieces(going, purgedAtOnce, (piece) => removeRows(trx, piece, nowMs));
  return { count: going.length, bytes: going.reduce((sum, row) => sum + row.bytes, 0), refused };
}

async function removeRows(trx: Kysely<Tables>, rows: readonly AssetRow[], nowMs: number): Promise<void> {
  const places = rows.map((row) => row.place);
  const paths = rows.flatMap((row) => [row.path, row.poster_path]).filter((path) => path !== null);
  await trx
    .insertInto('leftover_file')
    .values(paths.map((path) => ({ path })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await noteLeftoverObjects(
    trx,
    rows.flatMap((row) => objectKeysOf(row.object_keys_json)),
  );
  await unindexAssets(trx, places);
  await trx.deleteFrom('asset').where('place', 'in', listOf(places)).execute();
  const gone = rows.map(({ id }) => ({ id, deleted: true }));
  await appendEvents(trx, 'asset', gone, nowMs);
}
