/** What the rules need of a logger; pino meets it. */
export interface Log {
  /** For the file alone: what explains afterwards how something came about. */
  debug(fields: object, message: string): void;
  /** For a person who watches the console. */
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
