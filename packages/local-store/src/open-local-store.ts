import { relative, sep } from 'node:path';
import { ok, type Result } from '@videoexpress/job-schema';
import type {
  AssetStore,
  ConnectionStore,
  AuditStore,
  EventLog,
  JobStore,
  JournalStore,
  MirrorStore,
  ProjectStore,
  RestoreTarget,
  PublicationStore,
  QueueStore,
  SettingsStore,
  SpendStore,
} from '@videoexpress/studio';
import type Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { createAuditStore } from './audit/audit-store.ts';
import { keepCommitMark } from './commit-mark.ts';
import { CommitSignal, createEventLog } from './event-log.ts';
import { createConnectionStore } from './connections/connection-store.ts';
import { createJobStore } from './job-store.ts';
import { prepareAssetStatements } from './library/asset-statements.ts';
import { createAssetStore } from './library/asset-store.ts';
import { createProjectStore } from './library/project-store.ts';
import { createMirrorStore } from './mirror/mirror-store.ts';
import { createRestoreTarget } from './mirror/take-back.ts';
import { openDatabase, type OpenOptions } from './open-database.ts';
import type { OpenError } from './open-error.ts';
import { createJournalStore } from './publications/journal-store.ts';
import { createPublicationStore } from './publications/publication-store.ts';
import { createQueueStore } from './queue-store.ts';
import { createSettingsStore } from './settings-store.ts';
import { createSessionStore } from './session-store.ts';
import { createSpendStore } from './spend/spend-store.ts';
import { withPreparedStatements } from './statement-cache.ts';
import type { Tables } from './tables.ts';
import { createWriteTransaction } from './write-transaction.ts';

/** When the WAL has grown past this, it is written back and cut to nothing. */
const walTruncateBytes = 32 * 1024 * 1024;
const pageBytes = 4096;

export interface LocalStore {
  readonly jobs: JobStore;
  readonly assets: AssetStore;
  readonly projects: ProjectStore;
  readonly connections: ConnectionStore;
  readonly publications: PublicationStore;
  readonly journals: JournalStore;
  readonly queue: QueueStore;
  readonly events: EventLog;
  readonly settings: SettingsStore;
  readonly spend: SpendStore;
  readonly audit: AuditStore;
  readonly mirror: MirrorStore;
  /** Fills a database that is empty yet. */
  readonly fromCloud: RestoreTarget;
  readonly sessions: ReturnType<typeof createSessionStore>;
  /** Version of SQLite itself. */
  readonly sqliteVersion: string;
  /** The live connection, for tests that assert what it runs with. */
  readonly connection: Database.Database;
  /** Writes the WAL back; call it now and then. Never waits for a reader. */
  checkpoint(): void;
  close(): Promise<void>;
}

/** Opens the one database of a data folder, and everything that is kept in it. */
export function openLocalStore(
  path: string,
  options: OpenOptions & { readonly dataFolder: string },
): Result<LocalStore, OpenError> {
  const opened = openDatabase(path, options);
  if (!opened.ok) return opened;
  const connection = opened.value;
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: withPreparedStatements(connection) }) });
  const assetStatements = prepareAssetStatements(connection, db);
  const write = createWriteTransaction(db, connection);
  const commits = new CommitSignal();
  const mark = keepCommitMark(connection, path);
  commits.listen(() => mark.note());
  const { dataFolder } = options;
  const relativePath = (absolute: string) => relative(dataFolder, absolute).replaceAll(sep, '/');
  return ok({
    jobs: createJobStore({ db, connection, assetStatements, write, commits, relativePath }),
    assets: createAssetStore({ db, statements: assetStatements, write, commits, dataFolder, relativePath }),
    projects: createProjectStore(db, write, commits),
    connections: createConnectionStore(db, write, commits),
    publications: createPublicationStore({ db, connection, write, commits }),
    journals: createJournalStore(db, write),
    queue: createQueueStore(db, write, commits),
    events: createEventLog(db, commits),
    settings: createSettingsStore(db, write, commits),
    spend: createSpendStore(db, connection),
    audit: createAuditStore(db, write, commits),
    fromCloud: createRestoreTarget(db, assetStatements, write),
    mirror: createMirrorStore(db, connection, write),
    sessions: createSessionStore(db, write),
    sqliteVersion: String(connection.prepare('SELECT sqlite_version()').pluck().get()),
    connection,
    checkpoint() {
      // Long changes give others a turn in the middle; nothing can be written back before they end.
      if (connection.inTransaction) return;
      const [state] = connection.pragma('wal_checkpoint(PASSIVE)') as { log: number }[];
      if (state !== undefined && state.log * pageBytes > walTruncateBytes)
        connection.pragma('wal_checkpoint(TRUNCATE)');
    },
    close() {
      mark.close();
      return db.destroy();
    },
  });
}
