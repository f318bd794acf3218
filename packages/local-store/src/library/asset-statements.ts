import type Database from 'better-sqlite3';
import type { Kysely } from 'kysely';
import type { AssetRow, Tables } from '../tables.ts';
import { selectAssets, type ShownAssetRow } from './asset-rows.ts';
import { indexedFromAssets } from './asset-search.ts';

const columns = [
  'place',
  'id',
  'type',
  'name',
  'name_order',
  'bytes',
  'sha256',
  'mime_type',
  'width',
  'height',
  'duration_seconds',
  'fps',
  'job_id',
  'project_id',
  'remote_url',
  'favourite',
  'warnings_json',
  'path',
  'poster_path',
  'created_at_ms',
  'deleted_at_ms',
  'source_asset_id',
  'origin_kind',
  'origin_engine',
  'origin_model',
  'origin_labels',
  'origin_prompt',
  'origin_seed',
  'settings_json',
] as const satisfies readonly (keyof AssetRow)[];

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
