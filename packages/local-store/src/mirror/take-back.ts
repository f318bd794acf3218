import type { CloudTable, RestoredRows, RestoreTarget, RowToRestore } from '@videoexpress/studio';
import { projectSchema } from '@videoexpress/job-schema';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import { indexAssets } from '../library/asset-search.ts';
import type { AssetStatements } from '../library/asset-statements.ts';
import { insertAssetRow } from '../library/insert-asset-row.ts';
import type { Tables } from '../tables.ts';
import type { WriteTransaction } from '../write-transaction.ts';
import { mirrorColumns } from './mirror-store.ts';
import { restoredAsset } from './restored-asset.ts';
import { restoredAudit, restoredConnection, restoredPublication } from './restored-channels.ts';
import { restoredJob } from './restored-job.ts';

const tokenColumns = z.object({ ciphertext: z.string() });

/** Fills an empty database from the cloud, past the event log: nobody listens yet, and the next copy is one of everything. */
export function createRestoreTarget(
  db: Kysely<Tables>,
  statements: AssetStatements,
  write: WriteTransaction,
): RestoreTarget {
  const tokens = new Map<string, string>();

  const takers: Readonly<
    Record<CloudTable, (trx: Kysely<Tables>, row: RowToRestore, nowMs: number) => Promise<Taken>>
  > = {
    async projects(trx, { columns }) {
      const parsed = projectSchema.safeParse(columns['data']);
      if (!parsed.success) return 'unreadable';
      const { id, name, createdAt, deletedAt } = parsed.data;
      const deleted_at_ms = deletedAt === undefined ? null : Date.parse(deletedAt);
      await trx
        .insertInto('project')
        .values({ id, name, created_at_ms: Date.parse(createdAt), deleted_at_ms })
        .execute();
      return 'restored';
    },
    async renders(trx, { columns }) {
      const asset = restoredAsset(columns['data']);
      if (asset === null) return 'unreadable';
      const place = insertAssetRow(statements, asset, (path) => path);
      const { deletedAt } = asset.asset;
      if (deletedAt !== undefined) {
        await trx
          .updateTable('asset')
          .set({ deleted_at_ms: Date.parse(deletedAt) })
          .where('place', '=', place)
          .execute();
      }
      await indexAssets(trx, [place]);
      return 'restored';
    },
    async jobs(trx, { columns }, nowMs) {
      const job = restoredJob(columns['data'], nowMs);
      if (job === null) return 'unreadable';
      await trx.insertInto('job').values(job.row).execute();
      return job.cancelled ? 'cancelled' : 'restored';
    },
    async publications(trx, { columns }) {
      const publication = restoredPublication(columns['data']);
      if (publication === null) return 'unreadable';
      await trx.insertInto('publication').values(publication.row).execute();
      for (const post of publication.posts) await trx.insertInto('post').values(post).execute();
      return 'restored';
    },
    async oauth_tokens(_trx, { id, columns }) {
      const parsed = tokenColumns.safeParse(columns);
      if (!parsed.success) return 'unreadable';
      tokens.set(id, parsed.data.ciphertext);
      return 'restored';
    },
    async connections(trx, { id, columns }) {
      const connection = restoredConnection(columns['data'], tokens.get(id) ?? null);
      if (connection === null) return 'unreadable';
      await trx.insertInto('connection').values(connection).execute();
      return 'restored';
    },
    async audit_log(trx, { columns }) {
      const line = restoredAudit(columns);
      if (line === null) return 'unreadable';
      await trx.insertInto('audit').values(line).execute();
      return 'restored';
    },
  };

  return {
    takeBack: (table, rows, nowMs) =>
      write(async (trx) => {
        const counts: Record<Taken, number> = { restored: 0, cancelled: 0, unreadable: 0 };
        for (const row of rows) counts[await takers[table](trx, row, nowMs)] += 1;
        return { ...counts, restored: counts.restored + counts.cancelled };
      }),
    async become(state) {
      await write((trx) =>
        trx
          .insertInto('mirror')
          .values({ id: 1, ...mirrorColumns(state) })
          .execute(),
      );
    },
    async setAddress(url) {
      const value_json = JSON.stringify({ supabaseUrl: url });
      await write((trx) => trx.insertInto('setting').values({ key: 'settings', value_json }).execute());
    },
  };
}

type Taken = keyof Pick<RestoredRows, 'restored' | 'cancelled' | 'unreadable'>;
