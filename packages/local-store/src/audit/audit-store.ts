import type { AuditStore } from '@videoexpress/studio';
import type { Kysely } from 'kysely';
import type { CommitSignal } from '../event-log.ts';
import { guarded } from '../guarded.ts';
import type { Tables } from '../tables.ts';
import type { WriteTransaction } from '../write-transaction.ts';
import { auditFromRow, writeAudit } from './audit-rows.ts';

/** The table of the audit log. Triggers keep it from being changed or cut. */
export function createAuditStore(db: Kysely<Tables>, write: WriteTransaction, commits: CommitSignal): AuditStore {
  return {
    async append(notes) {
      await write((trx) => writeAudit(trx, notes));
      commits.fire();
    },
    list: ({ action, beforeId, limit }) =>
      guarded(async () => {
        const rows = await db
          .selectFrom('audit')
          .selectAll()
          .$if(beforeId !== null, (each) => each.where('id', '<', beforeId ?? 0))
          .$if(action !== undefined, (each) => each.where('action', 'in', action ?? []))
          .orderBy('id', 'desc')
          .limit(limit + 1)
          .execute();
        const items = rows.slice(0, limit).map(auditFromRow);
        const last = items.at(-1);
        return { items, nextCursor: rows.length > limit && last !== undefined ? String(last.id) : null };
      }),
  };
}
