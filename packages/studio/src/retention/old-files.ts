/** Files that are kept for a while and then let go, none of them of the library. */
export const oldFileKinds = ['logs', 'quarantine', 'upgradeCopies'] as const;
export type OldFileKind = (typeof oldFileKinds)[number];

/** Lets go of old files. What is in use, and the newest copy from before an upgrade, always stay. */
export interface OldFiles {
  /** Removes those last written before a moment, in milliseconds since 1970. Answers how many, and how many bytes. */
  remove(kind: OldFileKind, beforeMs: number): Promise<{ readonly count: number; readonly bytes: number }>;
}
