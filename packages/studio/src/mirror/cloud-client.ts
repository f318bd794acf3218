import type { Result } from '@videoexpress/job-schema';
import type { CloudRow, CloudTable, FollowedTable } from './cloud-rows.ts';

/**
 * Why the project did not do what it was asked.
 *
 * - `not_configured`: address or key is missing, or the address is none
 * - `needs_login`: the sign-in is no longer taken, or the code or password was wrong
 * - `needs_setup`: a table or a grant is missing there
 * - `invalid_key`, `paused`: a person has to do something at Supabase
 * - `unreachable`, `rate_limited`: it can be tried again
 * - `refused`: it does not take this request, whenever it is asked
 */
export interface CloudError {
  readonly code:
    | 'not_configured'
    | 'needs_login'
    | 'needs_setup'
    | 'invalid_key'
    | 'paused'
    | 'unreachable'
    | 'rate_limited'
    | 'refused'
    | 'called_off';
  /** In plain words, for a person. Never holds a key or a token. */
  readonly detail: string;
  /** How long it asks to be left alone, in milliseconds. */
  readonly retryAfterMs?: number;
}

/** A person signed in at their project. */
export interface CloudSession {
  readonly userId: string;
  readonly email: string | null;
  readonly accessToken: string;
  /** Taken once: with a new access token comes a new one of these. */
  readonly refreshToken: string;
  /** Wall time in milliseconds. */
  readonly expiresAtMs: number;
}

/** The project that is set up, as it is spoken of. */
export interface CloudProject {
  readonly url: string;
  /** Its key is a secret one, which row level security does not bind by itself. */
  readonly bypassesRules: boolean;
}

/** A computer on which the studio runs or ran. */
export interface CloudMachine {
  readonly id: string;
  readonly name: string;
  readonly lastSeenAt: string | null;
  /** A random word that only the one database knows which last wrote as this machine. */
  readonly holder: string | null;
  /** Tells one computer from another, and nothing about it. */
  readonly computer: string | null;
}

export interface MachineEntry {
  readonly id: string;
  readonly name: string;
  readonly holder: string;
  readonly computer: string;
  readonly appVersion: string;
}

/** A row as it is read back. */
export interface ReadRow {
  readonly id: string;
  readonly machineId: string;
  readonly version: number;
  readonly deleted: boolean;
  readonly columns: Readonly<Record<string, unknown>>;
}

type Answer<T> = Promise<Result<T, CloudError>>;

/** The tables of the project, for whoever is signed in. Every call is made in the name of `session`. */
export interface CloudTables {
  /** Puts rows; one with a version that is not above the one there changes nothing, and is no error. */
  upsert(session: CloudSession, table: FollowedTable, rows: readonly CloudRow[], signal: AbortSignal): Answer<null>;
  /** Adds lines of the audit log; those there already stay. */
  append(session: CloudSession, rows: readonly CloudRow[], signal: AbortSignal): Answer<null>;
  /** Marks rows as gone and empties them; tokens are removed altogether. */
  markGone(
    session: CloudSession,
    table: FollowedTable,
    which: { readonly ids: readonly string[] } | { readonly machineId: string; readonly olderThan: number },
    version: number,
    signal: AbortSignal,
  ): Answer<null>;
  /** The highest version of what a machine wrote; 0 where it wrote nothing. */
  newestVersion(session: CloudSession, machineId: string, signal: AbortSignal): Answer<number>;
  machines(session: CloudSession, signal: AbortSignal): Answer<readonly CloudMachine[]>;
  /** Writes a machine's entry if its holder is still `expected` (null: if there is none yet); false: it is another. */
  claimMachine(
    session: CloudSession,
    entry: MachineEntry,
    expected: string | null,
    signal: AbortSignal,
  ): Answer<boolean>;
  /** Rows of one machine in the order of their ids, after `afterId`. */
  page(
    session: CloudSession,
    table: CloudTable,
    query: { readonly machineId: string; readonly afterId: string; readonly limit: number },
    signal: AbortSignal,
  ): Answer<readonly ReadRow[]>;
  /** The newest rows of one machine. */
  newest(
    session: CloudSession,
    table: 'jobs' | 'renders',
    query: { readonly machineId: string; readonly limit: number },
    signal: AbortSignal,
  ): Answer<readonly ReadRow[]>;
}

/** The person's Supabase project. It keeps nothing: address and key are read at each use. */
export interface CloudClient extends CloudTables {
  /** The address that Settings have; empty: none. What the environment sets wins. */
  configure(url: string): void;
  /** Null: nothing is set up. */
  project(): Promise<Result<CloudProject | null, CloudError>>;
  sendCode(email: string, signal: AbortSignal): Answer<null>;
  verifyCode(email: string, code: string, signal: AbortSignal): Answer<CloudSession>;
  signIn(email: string, password: string, signal: AbortSignal): Answer<CloudSession>;
  refresh(session: CloudSession, signal: AbortSignal): Answer<CloudSession>;
  /** Ends the session there. What cannot be reached is let go of here all the same. */
  signOut(session: CloudSession, signal: AbortSignal): Answer<null>;
}
