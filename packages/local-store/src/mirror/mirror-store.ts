import type { MirrorState, MirrorStore, SnapshotProgress } from '@videoexpress/studio';
import { cloudTables } from '@videoexpress/studio';
import type Database from 'better-sqlite3';
import type { Insertable, Kysely, Selectable, Updateable } from 'kysely';
import { z } from 'zod';
import { guarded } from '../guarded.ts';
import type { MirrorTable, Tables } from '../tables.ts';
import type { WriteTransaction } from '../write-transaction.ts';
import { changedAfter, lastEvent, prepareChangeStatements } from './changed-objects.ts';
import { copiedIdsAfter, readCopied } from './copied-objects.ts';

const snapshotSchema = z.object({
  version: z.int().nonnegative(),
  table: z.enum([...cloudTables, 'sweep']),
  after: z.string(),
});

/** How far the copy in the cloud is, and what it has to be sent. */
export function createMirrorStore(
  db: Kysely<Tables>,
  connection: Database.Database,
  write: WriteTransaction,
): MirrorStore {
  const statements = prepareChangeStatements(connection);
  /** What was told of a database that has nothing yet. Looking at how it stands writes nothing. */
  let unwritten: MirrorState | null = null;
  const row = () => db.selectFrom('mirror').selectAll().where('id', '=', 1).executeTakeFirst();

  return {
    read: (fresh) =>
      guarded(async () => {
        const there = await row();
        if (there !== undefined) return stateOf(there);
        unwritten ??= { ...nothingCopied, ...fresh };
        return unwritten;
      }),
    async change(patch) {
      const columns = columnsOf(patch);
      if (Object.keys(columns).length === 0) return;
      await write(async (trx) => {
        if (unwritten !== null) {
          const first = { id: 1, ...mirrorColumns(unwritten) };
          await trx
            .insertInto('mirror')
            .values(first)
            .onConflict((conflict) => conflict.doNothing())
            .execute();
        }
        await trx.updateTable('mirror').set(columns).where('id', '=', 1).execute();
      });
      unwritten = null;
    },
    changedAfter: (cursor, limit) => guarded(async () => changedAfter(statements, cursor, limit)),
    behind: (cursor) =>
      guarded(async () => {
        const found = statements.behind.get(cursor);
        return { changes: found?.changes ?? 0, oldestAtMs: found?.oldest ?? null };
      }),
    lastEvent: () => guarded(async () => lastEvent(statements)),
    objects: (table, ids) => guarded(() => readCopied(db, table, ids)),
    idsAfter: (table, after, limit) => guarded(() => copiedIdsAfter(db, table, after, limit)),
  };
}

const nothingCopied = {
  projectUrl: null,
  userId: null,
  email: null,
  sessionSealed: null,
  cursor: 0,
  versionOffset: 0,
  snapshot: null,
  lastCopiedAtMs: null,
  recoveryKeyShown: false,
  holder: null,
  nextHolder: null,
} as const;

function stateOf(row: Selectable<MirrorTable>): MirrorState {
  return {
    machineId: row.machine_id,
    machineName: row.machine_name,
    projectUrl: row.project_url,
    userId: row.user_id,
    email: row.email,
    sessionSealed: row.session_sealed,
    cursor: row.cursor,
    versionOffset: row.version_offset,
    snapshot: row.snapshot_json === null ? null : readSnapshot(row.snapshot_json),
    lastCopiedAtMs: row.last_copied_at_ms,
    recoveryKeyShown: row.recovery_key_shown === 1,
    holder: row.holder,
    nextHolder: row.next_holder,
  };
}

function readSnapshot(json: string): SnapshotProgress {
  return snapshotSchema.parse(JSON.parse(json));
}

/** The whole row of a state. */
export function mirrorColumns(state: MirrorState): Omit<Insertable<MirrorTable>, 'id'> {
  return {
    machine_id: state.machineId,
    machine_name: state.machineName,
    project_url: state.projectUrl,
    user_id: state.userId,
    email: state.email,
    session_sealed: state.sessionSealed,
    cursor: state.cursor,
    version_offset: state.versionOffset,
    snapshot_json: state.snapshot === null ? null : JSON.stringify(state.snapshot),
    last_copied_at_ms: state.lastCopiedAtMs,
    recovery_key_shown: state.recoveryKeyShown ? 1 : 0,
    holder: state.holder,
    next_holder: state.nextHolder,
  };
}

function columnsOf(patch: Partial<MirrorState>): Updateable<MirrorTable> {
  const columns: Updateable<MirrorTable> = {};
  if (patch.machineId !== undefined) columns.machine_id = patch.machineId;
  if (patch.machineName !== undefined) columns.machine_name = patch.machineName;
  if (patch.projectUrl !== undefined) columns.project_url = patch.projectUrl;
  if (patch.userId !== undefined) columns.user_id = patch.userId;
  if (patch.email !== undefined) columns.email = patch.email;
  if (patch.sessionSealed !== undefined) columns.session_sealed = patch.sessionSealed;
  if (patch.cursor !== undefined) columns.cursor = patch.cursor;
  if (patch.versionOffset !== undefined) columns.version_offset = patch.versionOffset;
  if (patch.snapshot !== undefined) {
    columns.snapshot_json = patch.snapshot === null ? null : JSON.stringify(patch.snapshot);
  }
  if (patch.lastCopiedAtMs !== undefined) columns.last_copied_at_ms = patch.lastCopiedAtMs;
  if (patch.recoveryKeyShown !== undefined) columns.recovery_key_shown = patch.recoveryKeyShown ? 1 : 0;
  if (patch.holder !== undefined) columns.holder = patch.holder;
  if (patch.nextHolder !== undefined) columns.next_holder = patch.nextHolder;
  return columns;
}
