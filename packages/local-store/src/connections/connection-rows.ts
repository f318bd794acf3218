import { connectionSchema } from '@videoexpress/job-schema';
import { isoTime, type StoredConnection } from '@videoexpress/studio';
import type { Selectable } from 'kysely';
import type { ConnectionTable } from '../tables.ts';

/** A connection row as the rules see it. Throws when the row is not what this program writes. */
export function connectionFromRow(row: Selectable<ConnectionTable>): StoredConnection {
  const connection = connectionSchema.parse({
    id: row.id,
    service: row.service,
    accountId: row.account_id,
    accountName: row.account_name,
    handle: row.handle,
    accountUrl: row.account_url,
    state: row.state,
    detail: row.detail,
    scopes: JSON.parse(row.scopes_json),
    expiresAt: time(row.expires_at_ms),
    createdAt: isoTime(row.created_at_ms),
    refreshedAt: time(row.refreshed_at_ms),
    version: row.version,
  });
  return {
    connection,
    tokensSealed: row.tokens_sealed,
    accessExpiresAtMs: row.access_expires_at_ms,
    refreshedAtMs: row.refreshed_at_ms,
  };
}

function time(ms: number | null): string | null {
  return ms === null ? null : isoTime(ms);
}
