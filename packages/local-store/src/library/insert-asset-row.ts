import { type Asset, type AssetId, type ClipSettings, inputAssets, jobKind } from '@videoexpress/job-schema';
import type { NewAsset } from '@videoexpress/studio';
import { nameOrder } from '../search/name-order.ts';
import { placesOf } from './asset-rows.ts';
import type { AssetStatements } from './asset-statements.ts';

/** Keeps a new asset's row, with what it was made from. */
export function insertAssetRow(
  statements: AssetStatements,
  added: NewAsset,
  relative: (path: string) => string,
): number {
  const { asset, settings } = added;
  const createdAtMs = Date.parse(asset.createdAt);
  const place = freePlace(statements, createdAtMs);
  statements.insert.run({
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
    project_id: keptProject(statements, asset.projectId),
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
    lora_json: asset.lora === undefined ? null : JSON.stringify(asset.lora),
    object_keys_json: added.objectKeys === undefined ? null : JSON.stringify(added.objectKeys),
  });
  for (const source of sourcesOf(added)) statements.insertSource.run(asset.id, source);
  return place;
}

/** A project may have been purged while the asset was made. One that is deleted is kept: it can come back. */
function keptProject(statements: AssetStatements, id: Asset['projectId']): string | null {
  if (id === undefined) return null;
  return statements.project.get(id)?.id ?? null;
}

/** The first free place of a millisecond; where that is full, of the next one. */
function freePlace(statements: AssetStatements, createdAtMs: number): number {
  for (let atMs = createdAtMs; ; atMs += 1) {
    const places = placesOf(atMs);
    const last = statements.lastPlace.get(places)?.last ?? null;
    const free = last === null ? places.first : last + 1;
    if (free < places.end) return free;
  }
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
  const named = settings === null ? [] : inputAssets(jobKind(settings.kind), settings.input).map(({ id }) => id);
  return [...new Set([...named, asset.sourceAssetId])].filter((id) => id !== undefined);
}
