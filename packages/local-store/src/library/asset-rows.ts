import { type Asset, assetSchema } from '@videoexpress/job-schema';
import { isoTime } from '@videoexpress/studio';
import type { Kysely } from 'kysely';
import type { AssetRow, Tables } from '../tables.ts';

/** A row with the project that it shows: none while that project is deleted. */
export type ShownAssetRow = AssetRow & { readonly shown_project_id: string | null };

/** Asset rows as they are shown. No join: with one, SQLite prepares the statement anew for each value that is bound. */
export function selectAssets(db: Kysely<Tables>) {
  return db
    .selectFrom('asset')
    .selectAll('asset')
    .select((select) =>
      select
        .selectFrom('project')
        .select('project.id')
        .whereRef('project.id', '=', 'asset.project_id')
        .where('project.deleted_at_ms', 'is', null)
        .as('shown_project_id'),
    );
}

/** An asset row as everyone sees it. Throws when the row is not what this program writes. */
export function assetFromRow(row: ShownAssetRow): Asset {
  return assetSchema.parse({
    id: row.id,
    type: row.type,
    name: row.name,
    bytes: row.bytes,
    sha256: row.sha256,
    mimeType: row.mime_type,
    width: row.width ?? undefined,
    height: row.height ?? undefined,
    durationSeconds: row.duration_seconds ?? undefined,
    fps: row.fps ?? undefined,
    lora: row.lora_json === null ? undefined : JSON.parse(row.lora_json),
    jobId: row.job_id ?? undefined,
    projectId: row.shown_project_id ?? undefined,
    remoteUrl: row.remote_url ?? undefined,
    favourite: row.favourite === 1,
    warnings: JSON.parse(row.warnings_json),
    createdAt: isoTime(row.created_at_ms),
    origin: originOf(row),
    sourceAssetId: row.source_asset_id ?? undefined,
    deletedAt: row.deleted_at_ms === null ? undefined : isoTime(row.deleted_at_ms),
  });
}

function originOf(row: AssetRow): unknown {
  if (row.origin_kind === null) return undefined;
  const { origin_kind: kind, origin_engine: engine, origin_model: model, origin_prompt: prompt } = row;
  return { kind, engine, model, prompt, seed: row.origin_seed };
}

const placesAMillisecond = 1024;

/** The places that belong to a millisecond. */
export function placesOf(atMs: number): { readonly first: number; readonly end: number } {
  return { first: atMs * placesAMillisecond, end: (atMs + 1) * placesAMillisecond };
}
