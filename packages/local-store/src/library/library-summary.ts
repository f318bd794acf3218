import { assetTypes, type LibrarySummary } from '@videoexpress/job-schema';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../tables.ts';

/** What the library holds, in numbers; read from one index. */
export async function librarySummary(db: Kysely<Tables>): Promise<Omit<LibrarySummary, 'disk'>> {
  const shares = await sql<{ here: number; type: string; favourite: number; count: number; bytes: number }>`
    SELECT deleted_at_ms IS NULL AS here, type, favourite, count(*) AS count, sum(bytes) AS bytes
    FROM asset INDEXED BY asset_share GROUP BY 1, 2, 3`.execute(db);
  const engines = await sql<{ engine: string }>`
    SELECT DISTINCT origin_engine AS engine FROM asset INDEXED BY asset_share
    WHERE deleted_at_ms IS NULL = 1 AND origin_engine IS NOT NULL ORDER BY 1`.execute(db);
  const here = shares.rows.filter((row) => row.here === 1);
  return {
    total: share(here),
    byType: assetTypes
      .map((type) => ({ type, ...share(here.filter((row) => row.type === type)) }))
      .filter(({ count }) => count > 0),
    trash: share(shares.rows.filter((row) => row.here === 0)),
    favourites: share(here.filter((row) => row.favourite === 1)).count,
    engines: engines.rows.map((row) => row.engine),
  };
}

function share(rows: readonly { count: number; bytes: number }[]): { count: number; bytes: number } {
  return {
    count: rows.reduce((sum, row) => sum + row.count, 0),
    bytes: rows.reduce((sum, row) => sum + row.bytes, 0),
  };
}
