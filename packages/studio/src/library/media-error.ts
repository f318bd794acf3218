/** A file was looked at and is not what it should be, or the look itself failed. */
export interface MediaError {
  readonly code: string;
  /** One sentence for a person. */
  readonly reason: string;
}
