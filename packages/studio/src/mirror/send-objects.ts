import { ok, type Result } from '@videoexpress/job-schema';
import type { Log } from '../log.ts';
import type { CloudError, CloudSession, CloudTables } from './cloud-client.ts';
import { cloudId, type CloudRow, type CloudTable, type FollowedTable, withoutNul } from './cloud-rows.ts';
import type { MirrorStore, CopiedObject } from './mirror-store.ts';

export interface SendDeps {
  readonly store: Pick<MirrorStore, 'objects'>;
  readonly tables: CloudTables;
  /** Names the key that tokens are sealed with. */
  readonly keyId: () => Promise<string | null>;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** Which version each object is sent with. */
export type Versions = ReadonlyMap<string, number>;

/**
 * Sends objects of one table as they now are, and tells of those that are gone. What is read is never older than the
 * event whose number it carries; where it is newer, a later event sends it again.
 */
export async function sendObjects(
  deps: SendDeps,
  session: CloudSession,
  machineId: string,
  table: CloudTable,
  versions: Versions,
): Promise<Result<null, CloudError>> {
  if (versions.size === 0) return ok(null);
  const found = await deps.store.objects(table, [...versions.keys()]);
  const keyId = table === 'oauth_tokens' ? ((await deps.keyId()) ?? 'unknown') : null;
  // Tokens that are not here are no reason to lose those there: only a connection that is gone takes them along.
  const kept = table === 'oauth_tokens' ? await deps.store.objects('connections', [...versions.keys()]) : found;
  const there = new Set(kept.map(({ id }) => id));
  const rows = found.map((each): CloudRow => {
    const columns = keyId === null ? each.columns : { ...each.columns, key_id: keyId };
    return withoutNul(rowOf(machineId, { ...each, columns }, table === 'audit_log' ? null : versions.get(each.id)));
  });
  if (table === 'audit_log')
    return sendPieces(rows, (some) => deps.tables.append(session, some, deps.signal), deps, table);
  const sent = await sendPieces(rows, (some) => deps.tables.upsert(session, table, some, deps.signal), deps, table);
  if (!sent.ok) return sent;
  return markGone(
    deps,
    session,
    table,
    machineId,
    [...versions].filter(([id]) => !there.has(id)),
  );
}

function rowOf(machineId: string, { id, columns }: CopiedObject, version: number | null | undefined): CloudRow {
  if (version !== null) return { id: cloudId(machineId, id), machine_id: machineId, version, ...columns };
  // Lines of the log are numbered, and after a restored backup a number comes a second time.
  const line = cloudId(machineId, `${id}-${Date.parse(String(columns['at']))}`);
  return { id: line, machine_id: machineId, ...columns };
}

async function markGone(
  deps: SendDeps,
  session: CloudSession,
  table: FollowedTable,
  machineId: string,
  gone: readonly (readonly [string, number])[],
): Promise<Result<null, CloudError>> {
  if (gone.length === 0) return ok(null);
  const version = Math.max(...gone.map(([, each]) => each));
  const ids = gone.map(([id]) => cloudId(machineId, id));
  return deps.tables.markGone(session, table, { ids }, version, deps.signal);
}

/**
 * One row that the project does not take must not hold up all others for ever: what is refused is halved until the one
 * is found, which is then left out and said.
 */
async function sendPieces(
  rows: readonly CloudRow[],
  send: (rows: readonly CloudRow[]) => Promise<Result<null, CloudError>>,
  deps: Pick<SendDeps, 'log'>,
  table: CloudTable,
): Promise<Result<null, CloudError>> {
  if (rows.length === 0) return ok(null);
  const sent = await send(rows);
  if (sent.ok || sent.error.code !== 'refused') return sent;
  const [only] = rows;
  if (rows.length === 1 && only !== undefined) {
    deps.log.error({ table, id: only.id, why: sent.error.detail }, 'Supabase does not take this row; it is left out');
    return ok(null);
  }
  const middle = Math.ceil(rows.length / 2);
  const first = await sendPieces(rows.slice(0, middle), send, deps, table);
  return first.ok ? sendPieces(rows.slice(middle), send, deps, table) : first;
}
