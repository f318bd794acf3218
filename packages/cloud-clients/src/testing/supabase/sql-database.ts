export type SqlRow = Readonly<Record<string, unknown>>;

/** A refusal of the database, with its SQLSTATE. */
export class SqlRefusal extends Error {
  override readonly name = 'SqlRefusal';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** One connection to a database of its own, as a superuser. Refusals are thrown as `SqlRefusal`. */
export interface SqlDatabase {
  /** Runs any number of statements. */
  run(sql: string): Promise<void>;
  /** Runs one statement; the rows that it gives back. */
  rows(sql: string, values?: readonly (string | null)[]): Promise<readonly SqlRow[]>;
  close(): Promise<void>;
}
