import type Database from 'better-sqlite3';
import type { Kysely } from 'kysely';
import type { AssetRow, Tables } from '../tables.ts';
import { selectAssets, type ShownAssetRow } from './asset-rows.ts';
import { indexedFromAssets } from './asset-search.ts';

/** Every column of the table: the compiler misses one that is left out, which SQLite would fill with nothing. */
const columns = Object.keys({
  place: true,
  id: true,
  type: true,
  name: true,
  name_order: true,
  bytes: true,
  sha256: true,
  mime_type: true,
  width: true,
  height: true,
  duration_seconds: true,
  fps: true,
  job_id: true,
  project_id: true,
  remote_url: true,
  favourite: true,
  warnings_json: true,
  path: true,
  poster_path: true,
  created_at_ms: true,
  deleted_at_ms: true,
  source_asset_id: true,
  origin_kind: true,
  origin_engine: true,
  origin_model: true,
  origin_labels: true,
  origin_prompt: true,
  origin_seed: true,
  settings_json: true,
  lora_json: true,
  object_keys_json: true,
} satisfies Record<keyof AssetRow, true>);

/** The statements that keep a new asset and read one, prepared once: every job that ends well runs them (decision 0014). */
export function prepareAssetStatements(connection: Database.Database, db: Kysely<Tables>) {
  const shown = selectAssets(db).where('asset.id', '=', '').compile().sql;
  return {
    shown: connection.prepare<[string], ShownAssetRow>(shown),
    lastPlace: connection.prepare<[{ readonly first: number; readonly end: number }], { last: number | null }>(
      'SELECT max(place) AS last FROM asset WHERE place >= @first AND place < @end',
    ),
    project: connection.prepare<[string], { id: string }>('SELECT id FROM project WHERE id = ?'),
    insert: connection.prepare<[AssetRow]>(
      `INSERT INTO asset (${columns.join(', ')}) VALUES (${columns.map((column) => `@${column}`).join(', ')})`,
    ),
    insertSource: connection.prepare<[string, string]>('INSERT INTO asset_source (asset_id, source_id) VALUES (?, ?)'),
    index: connection.prepare<[number]>(`${indexedFromAssets} WHERE place = ?`),
    insertEvent: connection.prepare<[string, number]>(
      "INSERT INTO event (topic, payload_json, at_ms) VALUES ('asset', ?, ?)",
    ),
  };
}

export type AssetStatements = ReturnType<typeof prepareAssetStatements>;
