import { type AssetId, clipSettingsSchema } from '@videoexpress/job-schema';
import type { AssetKin } from '@videoexpress/studio';
import type { Kysely } from 'kysely';
import type { Tables } from '../tables.ts';
import { unendedNeeds } from './asset-needs.ts';
import { assetFromRow, selectAssets } from './asset-rows.ts';

const mostShown = 20;

/** Where an asset comes from and what needs it. */
export async function assetKin(db: Kysely<Tables>, id: AssetId): Promise<AssetKin> {
  const row = await db.selectFrom('asset').select('settings_json').where('id', '=', id).executeTakeFirst();
  const madeFrom = await selectAssets(db)
    .innerJoin('asset_source', 'asset_source.source_id', 'asset.id')
    .where('asset_source.asset_id', '=', id)
    .orderBy('asset.place')
    .execute();
  const madeOf = await selectAssets(db)
    .innerJoin('asset_source', 'asset_source.asset_id', 'asset.id')
    .where('asset_source.source_id', '=', id)
    .orderBy('asset.place', 'desc')
    .limit(mostShown)
    .execute();
  const { count } = await db
    .selectFrom('asset_source')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('source_id', '=', id)
    .executeTakeFirstOrThrow();
  const settings = row?.settings_json ?? null;
  return {
    settings: settings === null ? null : clipSettingsSchema.parse(JSON.parse(settings)),
    madeFrom: madeFrom.map(assetFromRow),
    madeOf: madeOf.map(assetFromRow),
    madeOfCount: count,
    unendedJobs: (await unendedNeeds(db)).get(id) ?? [],
  };
}
