import { type AuditEntry, auditEntrySchema } from '@videoexpress/job-schema';
import { type DatedAuditNote, isoTime } from '@videoexpress/studio';
import type { Kysely, Selectable } from 'kysely';
import { appendEvents } from '../event-log.ts';
import type { AuditTable, Tables } from '../tables.ts';

/** A row as everyone sees it. Throws when it is not what this program writes. */
export function auditFromRow(row: Selectable<AuditTable>): AuditEntry {
  const { id, action, subject, detail, actor } = row;
  return auditEntrySchema.parse({ id, at: isoTime(row.at_ms), action, subject, detail, actor });
}

/**
 * Writes lines of the audit log and their events, in a transaction that is already open: that of the change they speak of,
 * where that is one of the database. The caller fires the commit signal.
 */
export async function writeAudit(trx: Kysely<Tables>, notes: readonly DatedAuditNote[]): Promise<void> {
  for (const { action, subject = null, detail = null, actor, atMs } of notes) {
    const row = await trx
      .insertInto('audit')
      .values({ action, subject, detail, actor, at_ms: atMs })
      .returningAll()
      .executeTakeFirstOrThrow();
    await appendEvents(trx, 'audit', [auditFromRow(row)], atMs);
  }
}
