import { type AssetId, assetIdSchema, type ChangedAssets } from '@videoexpress/job-schema';
import type { Purged } from '@videoexpress/studio';
import { type Kysely, sql } from 'kysely';
import { appendEvent } from '../event-log.ts';
import type { Tables } from '../tables.ts';
import { unendedNeeds } from './asset-needs.ts';
import { inUse } from './change-assets.ts';

/** Some of what went into the trash before a moment and no unended job needs, longest there first. */
export async function trashedAssets(db: Kysely<Tables>, beforeMs: number, limit: number): Promise<AssetId[]> {
  const needed = [...(await unendedNeeds(db)).keys()];
  const rows = await db
    .selectFrom('asset')
    .select('id')
    .where('deleted_at_ms', '<', beforeMs)
    .where('id', 'not in', sql<string>`(SELECT value FROM json_each(${JSON.stringify(needed)}))`)
    .orderBy('deleted_at_ms')
    .limit(limit)
    .execute();
  return rows.map((row) => assetIdSchema.parse(row.id));
}

/**
 * Takes rows out of the trash for good, in a transaction that is already open. Their files are listed in the same
 * transaction, so that whatever happens between this commit and their removal, somebody still knows of them.
 */
export async function purgeAssets(trx: Kysely<Tables>, ids: readonly AssetId[], nowMs: number): Promise<Purged> {
  const needs = await unendedNeeds(trx);
  const refused: ChangedAssets['refused'] = [];
  let count = 0;
  let bytes = 0;
  for (const id of ids) {
    const row = await trx.selectFrom('asset').selectAll().where('id', '=', id).executeTakeFirst();
    if (row === undefined) {
      refused.push({ id, code: 'not_found', detail: 'There is no asset with this id.' });
      continue;
    }
    if (row.deleted_at_ms === null) {
      const detail = `“${row.name}” is not in the trash. Move it there first.`;
      refused.push({ id, code: 'invalid_state', detail });
      continue;
    }
    const jobs = needs.get(id);
    if (jobs !== undefined) {
      refused.push({ id, code: 'asset_in_use', detail: inUse(row.name, jobs) });
      continue;
    }
    await sql`DELETE FROM asset_search WHERE rowid = CAST(${row.place} AS INTEGER)`.execute(trx);
    await trx.deleteFrom('asset').where('place', '=', row.place).execute();
    const files = [row.path, row.poster_path].filter((path) => path !== null).map((path) => ({ path }));
    await trx
      .insertInto('leftover_file')
      .values(files)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await appendEvent(trx, 'asset', { id, deleted: true }, nowMs);
    count += 1;
    bytes += row.bytes;
  }
  return { count, bytes, refused };
}
