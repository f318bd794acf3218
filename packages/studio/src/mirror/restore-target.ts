import type { CloudTable } from './cloud-rows.ts';
import type { MirrorState } from './mirror-store.ts';

/** A row as it comes back, with the studio's own id of the object. */
export interface RowToRestore {
  readonly id: string;
  readonly columns: Readonly<Record<string, unknown>>;
}

/** What a restored table came to. */
export interface RestoredRows {
  readonly restored: number;
  /** Jobs that had not ended: they are cancelled, so that nothing is done or paid for twice. */
  readonly cancelled: number;
  /** Rows that could not be read. */
  readonly unreadable: number;
}

/** An empty database that is filled from the cloud. Nothing in it is in use yet. */
export interface RestoreTarget {
  /** Puts rows into it. Tokens come before connections; those that were taken back are kept with theirs. */
  takeBack(table: CloudTable, rows: readonly RowToRestore[], nowMs: number): Promise<RestoredRows>;
  /** Who this database is from now on. */
  become(state: MirrorState): Promise<void>;
  /** The address of the project, as Settings have it. */
  setAddress(url: string): Promise<void>;
}
