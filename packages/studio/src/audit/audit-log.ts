import type { AuditEntry, ListAuditQuery, Result } from '@videoexpress/job-schema';
import type { Page } from '../page.ts';
import type { Refusal } from '../refusal.ts';

/** What is to be written down. Nothing in it may be a secret, a prompt, the name of a clip, or a path. */
export type AuditNote = Pick<AuditEntry, 'action' | 'actor'> & {
  /** What it was done to: an id, or the name of a secret. Left out: nothing in particular. */
  readonly subject?: string | null;
  /** In a few words, for a person. */
  readonly detail?: string | null;
};

/** What is kept for good: who came in, what went out, which keys changed, what was deleted. */
export interface AuditLog {
  /**
   * Writes a line, right after the change it speaks of. Never fails: the change stands whatever comes of its line, and a line
   * that the database could not take is written as soon as it can.
   */
  note(note: AuditNote): Promise<void>;
  /** Newest first. */
  list(query: ListAuditQuery): Promise<Result<Page<AuditEntry>, Refusal>>;
}

/** A line with the moment of what it speaks of, wall time in milliseconds. */
export interface DatedAuditNote extends AuditNote {
  readonly atMs: number;
}

/** The table behind it: it only grows. */
export interface AuditStore {
  /** Writes the lines and their events in one transaction. Throws `StoreUnavailable`. */
  append(notes: readonly DatedAuditNote[]): Promise<void>;
  /** Newest first; the cursor is the id of the last line of the page before. Throws `StoreUnavailable`. */
  list(query: Omit<ListAuditQuery, 'cursor'> & { readonly beforeId: number | null }): Promise<Page<AuditEntry>>;
}
