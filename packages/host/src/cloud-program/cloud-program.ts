import type { CloudCheck, CloudTable, Result } from '@videoexpress/job-schema';
import type { ExitCode } from '../runtime/exit-codes.ts';

/** Why a Supabase project could not be set up or looked at. */
export interface CloudProblem {
  readonly exitCode: ExitCode;
  /** Stable: `password_refused`, `unreachable`, `key_refused`, `name_taken` and the like. */
  readonly code: string;
  /** For a person: what is wrong, and what came of it. */
  readonly message: string;
  /** What to do; null where there is nothing to do. */
  readonly fix: string | null;
}

/** What a set-up came to. */
export interface CloudSetUp {
  /** The host of the database. */
  readonly host: string;
  /** Names of the migrations that were applied now, in order. */
  readonly applied: readonly string[];
  /** Faults that were found in what was there, and mended. */
  readonly mended: readonly string[];
  /** The newest migration there is. */
  readonly version: string;
  /** With what is left. */
  readonly tables: readonly CloudTable[];
}

/** What the daemon's program can do with a person's Supabase project, whether a daemon runs or not. */
export interface CloudProgram {
  /** The set-up as SQL, for doing it by hand; it can be run any number of times. */
  script(): string;
  /** Applies what is missing, over a connection to the database. */
  setUp(options: {
    readonly connectionString: string;
    readonly signal: AbortSignal;
  }): Promise<Result<CloudSetUp, CloudProblem>>;
  /** Looks at a project over HTTP, table by table. Changes nothing. */
  check(options: {
    readonly url: string;
    readonly key: string;
    readonly signal: AbortSignal;
  }): Promise<Result<CloudCheck, CloudProblem>>;
}
