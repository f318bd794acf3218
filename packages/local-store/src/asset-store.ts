import { resolve } from 'node:path';
import type { AssetStore, NewAsset } from '@videoexpress/studio';
import { type Kysely, sql } from 'kysely';
import { appendEvent, type CommitSignal } from './event-log.ts';
import { guarded } from './guarded.ts';
import { contains } from './contains.ts';
import { assetFromRow, assetToRow } from './rows.ts';
import type { Tables } from './tables.ts';
import type { WriteTransaction } from './write-transaction.ts';

/** Keeps an asset, with its event, in a transaction that is already open. */
export async function insertAsset(
  trx: Kysely<Tables>,
  added: NewAsset,
  relativePath: (path: string) => string,
  nowMs: number,
): Promise<void> {
  await trx.insertInto('asset').values(assetToRow(added, relativePath)).execute();
  await appendEvent(trx, 'asset', added.asset, nowMs);
}

/** The library's table. Paths are kept below `dataFolder`. */
export function createAssetStore(deps: {
  db: Kysely<Tables>;
  write: WriteTransaction;
  commits: CommitSignal;
  dataFolder: string;
  relativePath: (path: string) => string;
}): AssetStore {
  const { db } = deps;
  return {
    async insert(added, nowMs) {
      await deps.write((trx) => insertAsset(trx, added, deps.relativePath, nowMs));
      deps.commits.fire();
    },

    get: (id) =>
      guarded(async () => {
        const row = await db.selectFrom('asset').selectAll().where('id', '=', id).executeTakeFirst();
        return row === undefined ? null : assetFromRow(row);
      }),

    files: (id) =>
      guarded(async () => {
        const row = await db.selectFrom('asset').selectAll().where('id', '=', id).executeTakeFirst();
        if (row === undefined) return null;
        const posterPath = row.poster_path === null ? null : resolve(deps.dataFolder, row.poster_path);
        return { asset: assetFromRow(row), path: resolve(deps.dataFolder, row.path), posterPath };
      }),

    list: (query) =>
      guarded(async () => {
        const { cursor, type, jobId, projectId, q } = query;
        const rows = await db
          .selectFrom('asset')
          .selectAll()
          .$if(cursor !== undefined, (each) => each.where('id', '<', cursor ?? ''))
          .$if(type !== undefined, (each) => each.where('type', '=', type ?? ''))
          .$if(jobId !== undefined, (each) => each.where('job_id', '=', jobId ?? ''))
          .$if(projectId !== undefined, (each) => each.where('project_id', '=', projectId ?? ''))
          .$if(q !== undefined, (each) => each.where(contains(sql.ref('name'), q ?? '')))
          .orderBy('id', 'desc')
          .limit(query.limit + 1)
          .execute();
        const items = rows.slice(0, query.limit).map(assetFromRow);
        return { items, nextCursor: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null };
      }),
  };
}
