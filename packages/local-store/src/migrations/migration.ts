/** One step of the schema. Steps are only ever added. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}
