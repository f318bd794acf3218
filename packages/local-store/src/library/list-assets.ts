import type { Asset, ListAssetsQuery } from '@videoexpress/job-schema';
import type { AssetPage } from '@videoexpress/studio';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '../tables.ts';
import { assetFromRow, placesOf, selectAssets } from './asset-rows.ts';
import { assetCursor, type CursorPlace, readAssetCursor } from './asset-cursor.ts';
import { findExpression } from './find-expression.ts';

/** A find of more than this is sorted by walking along the sort's index; a smaller one by fetching it whole. */
const sortedWhole = 3000;

type Sort = NonNullable<ListAssetsQuery['sort']>;
type SortKey = 'name_order' | 'length' | 'bytes';

const sorts = {
  newest: { key: null, direction: 'desc' },
  oldest: { key: null, direction: 'asc' },
  name: { key: 'name_order', direction: 'asc' },
  longest: { key: 'length', direction: 'desc' },
  largest: { key: 'bytes', direction: 'desc' },
} as const satisfies Record<Sort, { key: SortKey | null; direction: 'asc' | 'desc' }>;

const keyColumns: Readonly<Record<SortKey, RawBuilder<unknown>>> = {
  name_order: sql`name_order`,
  length: sql`ifnull(duration_seconds, 0)`,
  bytes: sql`bytes`,
};
const keyIndexes: Readonly<Record<SortKey, RawBuilder<unknown>>> = {
  name_order: sql`asset_by_name`,
  length: sql`asset_by_length`,
  bytes: sql`asset_by_size`,
};

interface Found {
  readonly place: number;
  readonly key: string | number | null;
}

/**
 * A page of the library. What matches comes out of the search alone, whatever the filters; only the assets of the page
 * itself are read. Null: the cursor is none of this list's.
 */
export async function listAssets(db: Kysely<Tables>, query: ListAssetsQuery): Promise<AssetPage | null> {
  const sort = query.sort ?? 'newest';
  const after = query.cursor === undefined ? undefined : readAssetCursor(query.cursor, sort);
  if (after === null) return null;
  const matching = await matchingPlaces(db, query);
  const { key, direction } = sorts[sort];
  const page = { after, limit: query.limit + 1, offset: query.offset ?? 0 };
  const total = after === undefined || key !== null ? await countMatching(db, matching) : 0;
  const found =
    key === null
      ? await inTheirOrder(db, matching, direction, page)
      : await sortedBy(db, rowsOf(query, matching, key, total), { key, direction }, page);
  const shown = found.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    items: await readAssets(db, shown),
    nextCursor: found.length > query.limit && last !== undefined ? assetCursor(sort, last) : null,
    total: after === undefined ? total : null,
  };
}

/** The condition under which a row of `asset_search` is found. */
async function matchingPlaces(db: Kysely<Tables>, query: ListAssetsQuery): Promise<RawBuilder<unknown>> {
  const expression = await findExpression(db, query);
  const from =
    query.from === undefined
      ? sql``
      : sql` AND asset_search.rowid >= ${integer(placesOf(Date.parse(query.from)).first)}`;
  const to =
    query.to === undefined ? sql`` : sql` AND asset_search.rowid < ${integer(placesOf(Date.parse(query.to)).first)}`;
  const job =
    query.jobId === undefined
      ? sql``
      : sql` AND asset_search.rowid IN (SELECT place FROM asset WHERE job_id = ${query.jobId})`;
  const id =
    query.idEnd === undefined
      ? sql``
      : sql` AND asset_search.rowid IN (SELECT place FROM asset WHERE substr(id, ${-query.idEnd.length}) = ${query.idEnd})`;
  return sql`asset_search MATCH ${expression}${from}${to}${job}${id}`;
}

/** Numbers are bound as floating point; the search takes only whole ones as bounds of its rows. */
function integer(value: number): RawBuilder<number> {
  return sql<number>`CAST(${value} AS INTEGER)`;
}

async function countMatching(db: Kysely<Tables>, matching: RawBuilder<unknown>): Promise<number> {
  const counted = await sql<{ count: number }>`SELECT count(*) AS count FROM asset_search WHERE ${matching}`.execute(
    db,
  );
  return counted.rows[0]?.count ?? 0;
}

interface PageBounds {
  readonly after: CursorPlace | undefined;
  readonly limit: number;
  readonly offset: number;
}

/** By place, which is the search's own order: read from either end, never sorted. */
async function inTheirOrder(
  db: Kysely<Tables>,
  matching: RawBuilder<unknown>,
  direction: 'asc' | 'desc',
  { after, limit, offset }: PageBounds,
): Promise<readonly Found[]> {
  const behind =
    after === undefined ? sql`` : sql` AND rowid ${direction === 'asc' ? sql`>` : sql`<`} ${integer(after.place)}`;
  const found = await sql<Found>`
    SELECT rowid AS place, NULL AS key FROM asset_search WHERE ${matching}${behind}
    ORDER BY rowid ${direction === 'asc' ? sql`ASC` : sql`DESC`} LIMIT ${limit} OFFSET ${offset}`.execute(db);
  return found.rows;
}

/** The rows to sort: by walking along the sort's index where many match, by fetching them where few do. */
function rowsOf(
  query: ListAssetsQuery,
  matching: RawBuilder<unknown>,
  key: SortKey,
  total: number,
): RawBuilder<unknown> {
  if (total <= sortedWhole)
    return sql`asset_search CROSS JOIN asset ON asset.place = asset_search.rowid WHERE ${matching}`;
  const isHere = sql`(deleted_at_ms IS NULL) = ${query.trash === '1' ? 0 : 1}`;
  const { limit: _limit, cursor: _cursor, offset: _offset, sort: _sort, trash: _trash, ...filters } = query;
  const places = Object.values(filters).every((filter) => filter === undefined)
    ? sql``
    : sql` AND place IN (SELECT rowid FROM asset_search WHERE ${matching})`;
  return sql`asset INDEXED BY ${keyIndexes[key]} WHERE ${isHere}${places}`;
}

async function sortedBy(
  db: Kysely<Tables>,
  rows: RawBuilder<unknown>,
  order: { readonly key: SortKey; readonly direction: 'asc' | 'desc' },
  { after, limit, offset }: PageBounds,
): Promise<readonly Found[]> {
  const key = keyColumns[order.key];
  const way = order.direction === 'asc' ? sql`ASC` : sql`DESC`;
  const behind =
    after === undefined
      ? sql``
      : sql` AND (${key}, place) ${order.direction === 'asc' ? sql`>` : sql`<`} (${after.key}, ${integer(after.place)})`;
  const found = await sql<Found>`
    SELECT place, ${key} AS key FROM ${rows}${behind}
    ORDER BY ${key} ${way}, place ${way} LIMIT ${limit} OFFSET ${offset}`.execute(db);
  return found.rows;
}

async function readAssets(db: Kysely<Tables>, found: readonly Found[]): Promise<Asset[]> {
  if (found.length === 0) return [];
  const places = found.map((each) => each.place);
  const rows = await selectAssets(db).where('asset.place', 'in', places).execute();
  const byPlace = new Map(rows.map((row) => [row.place, row]));
  return places.flatMap((place) => {
    const row = byPlace.get(place);
    return row === undefined ? [] : [assetFromRow(row)];
  });
}
