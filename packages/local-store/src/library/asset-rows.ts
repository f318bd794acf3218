import {
  type Asset,
  type AssetId,
  assetIdSchema,
  assetSchema,
  type ClipSettings,
  jobKind,
} from '@videoexpress/job-schema';
import { isoTime, type NewAsset } from '@videoexpress/studio';
import type { Kysely } from 'kysely';
import { nameOrder } from '../search/name-order.ts';
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

/** One asset as everyone sees it; null when there is none. */
export async function readAsset(db: Kysely<Tables>, id: AssetId): Promise<Asset | null> {
  const row = await selectAssets(db).where('asset.id', '=', id).executeTakeFirst();
  return row === undefined ? null : assetFromRow(row);
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

/** Keeps a new asset's row, with what it was made from. */
export async function insertAssetRow(
  trx: Kysely<Tables>,
  added: NewAsset,
  relative: (path: string) => string,
): Promise<number> {
  const { asset, settings } = added;
  const createdAtMs = Date.parse(asset.createdAt);
  const place = await freePlace(trx, createdAtMs);
  await trx
    .insertInto('asset')
    .values({
      place,
      id: asset.id,
      type: asset.type,
      name: asset.name,
      name_order: nameOrder(asset.name),
      bytes: asset.bytes,
      sha256: asset.sha256,
      mime_type: asset.mimeType,
      width: asset.width ?? null,
      height: asset.height ?? null,
      duration_seconds: asset.durationSeconds ?? null,
      fps: asset.fps ?? null,
      job_id: asset.jobId ?? null,
      project_id: await keptProject(trx, asset.projectId),
      remote_url: asset.remoteUrl ?? null,
      favourite: asset.favourite ? 1 : 0,
      warnings_json: JSON.stringify(asset.warnings),
      path: relative(added.path),
      poster_path: added.posterPath === null ? null : relative(added.posterPath),
      created_at_ms: createdAtMs,
      deleted_at_ms: null,
      source_asset_id: asset.sourceAssetId ?? null,
      ...originColumns(settings),
      origin_labels: added.labels === undefined || added.labels.length === 0 ? null : added.labels.join(' '),
      settings_json: settings === null ? null : JSON.stringify(settings),
    })
    .execute();
  const sources = sourcesOf(added).map((source) => ({ asset_id: asset.id, source_id: source }));
  if (sources.length > 0) await trx.insertInto('asset_source').values(sources).execute();
  return place;
}

/** A project may have been purged while the asset was made. One that is deleted is kept: it can come back. */
async function keptProject(trx: Kysely<Tables>, id: Asset['projectId']): Promise<string | null> {
  if (id === undefined) return null;
  const row = await trx.selectFrom('project').select('id').where('id', '=', id).executeTakeFirst();
  return row?.id ?? null;
}

const placesAMillisecond = 1024;

/** The first free place of a millisecond; where that is full, of the next one. */
async function freePlace(trx: Kysely<Tables>, createdAtMs: number): Promise<number> {
  for (let atMs = createdAtMs; ; atMs += 1) {
    const { first, end } = placesOf(atMs);
    const { last } = await trx
      .selectFrom('asset')
      .select((select) => select.fn.max('place').as('last'))
      .where('place', '>=', first)
      .where('place', '<', end)
      .executeTakeFirstOrThrow();
    const free = last === null ? first : Number(last) + 1;
    if (free < end) return free;
  }
}

/** The places that belong to a millisecond. */
export function placesOf(atMs: number): { readonly first: number; readonly end: number } {
  return { first: atMs * placesAMillisecond, end: (atMs + 1) * placesAMillisecond };
}

function originColumns(settings: ClipSettings | null) {
  const text = (value: unknown) => (typeof value === 'string' ? value : null);
  const seed = settings?.input['seed'];
  return {
    origin_kind: settings?.kind ?? null,
    origin_engine: settings?.engine ?? null,
    origin_model: text(settings?.input['model']),
    origin_prompt: text(settings?.input['prompt']),
    origin_seed: typeof seed === 'number' && Number.isSafeInteger(seed) ? seed : null,
  };
}

/** The assets that a new one was made from: what its settings name, and the clip that a frame was saved from. */
function sourcesOf({ asset, settings }: NewAsset): readonly AssetId[] {
  const fields = settings === null ? [] : Object.keys(jobKind(settings.kind).assetFields);
  const named = fields.map((field) => assetIdSchema.safeParse(settings?.input[field]).data);
  return [...new Set([...named, asset.sourceAssetId])].filter((id) => id !== undefined);
}
