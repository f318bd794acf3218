import { resolve } from 'node:path';
import type { Asset, AssetId } from '@videoexpress/job-schema';
import type { AssetFiles, AssetStore, NewAsset } from '@videoexpress/studio';
import type { Kysely } from 'kysely';
import { betweenTransactions } from '../between-transactions.ts';
import type { CommitSignal } from '../event-log.ts';
import { guarded } from '../guarded.ts';
import type { Tables } from '../tables.ts';
import type { WriteTransaction } from '../write-transaction.ts';
import { assetKin } from './asset-kin.ts';
import { assetTree } from './asset-tree.ts';
import { assetFromRow, selectAssets, type ShownAssetRow } from './asset-rows.ts';
import { listOf } from './asset-search.ts';
import type { AssetStatements } from './asset-statements.ts';
import { changeAssets } from './change-assets.ts';
import { insertAssetRow } from './insert-asset-row.ts';
import { forgetLeftoverObjects, leftoverObjects, noteLeftoverObjects, objectKeysOf } from './leftover-objects.ts';
import { librarySummary } from './library-summary.ts';
import { listAssets } from './list-assets.ts';
import { announceProjects } from './project-rows.ts';
import { assetsInTrash, purgeAssets, trashedAssets } from './purge-assets.ts';

/**
 * Keeps an asset, with its event and its words for the search, in a transaction that is already open. It takes none of its
 * own turns but where a project is to be told of it.
 */
export function insertAsset(
  trx: Kysely<Tables>,
  statements: AssetStatements,
  added: NewAsset,
  relativePath: (path: string) => string,
  nowMs: number,
): void | Promise<void> {
  // The place was free, so the search has nothing of it that would have to go first.
  statements.index.run(insertAssetRow(statements, added, relativePath));
  statements.insertEvent.run(JSON.stringify(readAsset(statements, added.asset.id)), nowMs);
  const { projectId } = added.asset;
  return projectId === undefined ? undefined : announceProjects(trx, [projectId], nowMs);
}

/** One asset as everyone sees it; null when there is none. */
function readAsset(statements: AssetStatements, id: AssetId): Asset | null {
  const row = statements.shown.get(id);
  return row === undefined ? null : assetFromRow(row);
}

/** The library's tables. Paths are kept below `dataFolder`. */
export function createAssetStore(deps: {
  db: Kysely<Tables>;
  statements: AssetStatements;
  write: WriteTransaction;
  commits: CommitSignal;
  dataFolder: string;
  relativePath: (path: string) => string;
}): AssetStore {
  const { db, statements, dataFolder } = deps;

  /** Runs a change in one transaction and tells the log's readers once it is committed. */
  async function write<T>(operation: (trx: Kysely<Tables>) => T | Promise<T>): Promise<T> {
    const result = await deps.write(operation);
    deps.commits.fire();
    return result;
  }

  function filesOf(row: ShownAssetRow | undefined): AssetFiles | null {
    if (row === undefined) return null;
    const posterPath = row.poster_path === null ? null : resolve(dataFolder, row.poster_path);
    const [objectKey = null] = objectKeysOf(row.object_keys_json);
    return { asset: assetFromRow(row), path: resolve(dataFolder, row.path), posterPath, objectKey };
  }

  return {
    insert: (added, nowMs) => write((trx) => insertAsset(trx, statements, added, deps.relativePath, nowMs)),

    get: (id) => guarded(() => betweenTransactions(db, () => readAsset(statements, id))),

    files: (id) => guarded(async () => filesOf(await betweenTransactions(db, () => statements.shown.get(id)))),

    objectKeys: (id) =>
      guarded(async () => {
        const row = await db.selectFrom('asset').select('object_keys_json').where('id', '=', id).executeTakeFirst();
        return objectKeysOf(row?.object_keys_json ?? null);
      }),

    findByContent: (sha256) =>
      guarded(async () => {
        const sameBytes = selectAssets(db).where('sha256', '=', sha256).orderBy('deleted_at_ms', 'desc');
        return filesOf(await sameBytes.orderBy('place').limit(1).executeTakeFirst());
      }),

    list: (query) => guarded(() => listAssets(db, query)),
    kin: (id) => guarded(() => assetKin(db, id)),

    tree: (id) => guarded(() => assetTree(db, id)),
    change: (ids, change, nowMs) => write((trx) => changeAssets(trx, ids, change, nowMs)),
    trashed: (beforeMs, limit) => guarded(() => trashedAssets(db, beforeMs, limit)),
    inTrash: () => guarded(() => assetsInTrash(db)),
    purge: (ids, nowMs) => write((trx) => purgeAssets(trx, ids, nowMs)),

    leftovers: (limit, after) =>
      guarded(async () => {
        const rows = await db
          .selectFrom('leftover_file')
          .select('path')
          .$if(after !== null, (each) => each.where('path', '>', deps.relativePath(after ?? '')))
          .orderBy('path')
          .limit(limit)
          .execute();
        return rows.map((row) => resolve(dataFolder, row.path));
      }),

    forgetLeftovers: (paths) =>
      guarded(async () => {
        const gone = paths.map(deps.relativePath);
        await db.deleteFrom('leftover_file').where('path', 'in', listOf(gone)).execute();
      }),

    leftoverObjects: (limit, nowMs) => guarded(() => leftoverObjects(db, limit, nowMs)),
    noteLeftoverObjects: (keys, dueAtMs) => guarded(() => noteLeftoverObjects(db, keys, dueAtMs)),
    forgetLeftoverObjects: (keys, nowMs) => guarded(() => forgetLeftoverObjects(db, keys, nowMs)),

    summary: () => guarded(() => librarySummary(db)),
  };
}
