/** Why the database could not be opened. The file was left as it was. */
export interface OpenError {
  readonly code: 'corrupt' | 'too_new' | 'read_only' | 'busy' | 'disk_full' | 'failed';
  /** What is wrong and the way back, for a person. */
  readonly detail: string;
}
