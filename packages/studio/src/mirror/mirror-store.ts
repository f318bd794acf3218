import type { CloudRow, CloudTable, FollowedTable } from './cloud-rows.ts';

/** How far the copy of what was there before the log came. */
export interface SnapshotProgress {
  /** Of every row of it. */
  readonly version: number;
  readonly table: CloudTable | 'sweep';
  /** The last object of that table that was sent. */
  readonly after: string;
}

/** What is kept of the copy between starts. */
export interface MirrorState {
  readonly machineId: string;
  readonly machineName: string;
  /** What the cursor speaks of; another project, or another person, begins anew. */
  readonly projectUrl: string | null;
  readonly userId: string | null;
  readonly email: string | null;
  readonly sessionSealed: string | null;
  /** The newest event whose change is acknowledged there. */
  readonly cursor: number;
  readonly versionOffset: number;
  /** Null: everything from before the cursor is there. */
  readonly snapshot: SnapshotProgress | null;
  readonly lastCopiedAtMs: number | null;
  readonly recoveryKeyShown: boolean;
  /** The word under which this database wrote last, and the one it is about to write under. */
  readonly holder: string | null;
  readonly nextHolder: string | null;
}

/** The newest event of each object among some events that follow each other. */
export interface ChangedObjects {
  /** The last event that was read; nothing of the log before it is missing here. */
  readonly lastEvent: number;
  /** By table; an object stands once. Audit entries are among it. */
  readonly changed: readonly ChangedObject[];
}

export interface ChangedObject {
  readonly table: Exclude<CloudTable, 'oauth_tokens'>;
  readonly id: string;
  readonly event: number;
}

/** An object as it now is. */
export interface CopiedObject {
  readonly id: string;
  /** The table's columns but `id`, `machine_id` and `version`. */
  readonly columns: Readonly<Record<string, unknown>>;
}

/** What the copy needs of the database. All calls are short; each throws `StoreUnavailable` and nothing else. */
export interface MirrorStore {
  /** What is kept. The first call gives this database a machine id, which is kept with the first change: reading writes nothing. */
  read(defaults: { readonly machineId: string; readonly machineName: string }): Promise<MirrorState>;
  change(patch: Partial<MirrorState>): Promise<void>;
  /** Which objects the next `limit` events speak of; `gone` where the log does not go back that far, or was never there. */
  changedAfter(cursor: number, limit: number): Promise<ChangedObjects | 'gone'>;
  /** How many events of what is copied come after the cursor, and when the oldest of them was made. */
  behind(cursor: number): Promise<{ readonly changes: number; readonly oldestAtMs: number | null }>;
  lastEvent(): Promise<number>;
  /** The objects of these ids that are there; the others are gone. */
  objects(table: CloudTable, ids: readonly string[]): Promise<readonly CopiedObject[]>;
  /** The next ids of a table in their order. */
  idsAfter(table: CloudTable, after: string, limit: number): Promise<readonly string[]>;
}

/** The rows of a table, ready to be sent. */
export interface TableRows {
  readonly table: FollowedTable;
  readonly rows: readonly CloudRow[];
}
