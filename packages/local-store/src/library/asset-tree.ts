import type { AssetId, AssetTree } from '@videoexpress/job-schema';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../tables.ts';
import { assetFromRow, selectAssets } from './asset-rows.ts';

const mostClips = 200;
/** Steps from a clip to its first ancestor that are followed. */
const longestWay = 50;

/**
 * The clips that this one came from and everything that came from any of them. Only what came from a clip is followed: a
 * start image or a LoRA may have gone into thousands that have nothing else in common.
 */
export async function assetTree(db: Kysely<Tables>, id: AssetId): Promise<AssetTree> {
  const { rows } = await sql<{ from_id: string | null; to_id: string }>`
    WITH RECURSIVE
      -- A clip's step back: to a clip that went into it, or whose frame did.
      step (clip, parent) AS (
        SELECT source.asset_id, CASE origin.type WHEN 'video' THEN origin.id ELSE origin.source_asset_id END
        FROM asset_source AS source
        JOIN asset AS clip ON clip.id = source.asset_id AND clip.type = 'video'
        JOIN asset AS origin ON origin.id = source.source_id
          AND (origin.type = 'video' OR origin.source_asset_id IS NOT NULL)
      ),
      up (id, depth) AS (
        SELECT ${id}, 0
        UNION
        SELECT step.parent, up.depth + 1 FROM up JOIN step ON step.clip = up.id WHERE up.depth < ${longestWay}
      ),
      down (id, depth) AS (
        SELECT id, 0 FROM up
        UNION
        SELECT step.clip, down.depth + 1 FROM down JOIN step ON step.parent = down.id WHERE down.depth < ${longestWay}
      )
    SELECT DISTINCT step.parent AS from_id, down.id AS to_id
    FROM down LEFT JOIN step ON step.clip = down.id
    ORDER BY from_id, to_id
    LIMIT ${mostClips * 4}`.execute(db);
  const ids = [...new Set([id, ...rows.map((row) => row.to_id)])].slice(0, mostClips);
  const clips = await selectAssets(db)
    .where('asset.id', 'in', ids)
    .where('asset.type', '=', 'video')
    .orderBy('asset.place')
    .execute();
  const shown = new Map(clips.map(assetFromRow).map((clip) => [String(clip.id), clip]));
  const edges = rows.flatMap(({ from_id, to_id }) => {
    const from = from_id === null ? undefined : shown.get(from_id);
    const to = shown.get(to_id);
    return from === undefined || to === undefined ? [] : [{ from: from.id, to: to.id }];
  });
  return { clips: [...shown.values()], edges };
}
