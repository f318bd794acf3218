/** SQLite's own name for what went wrong, `''` when the error is not SQLite's. */
export function sqliteCode(cause: unknown): string {
  if (!(cause instanceof Error) || !('code' in cause)) return '';
  return typeof cause.code === 'string' && cause.code.startsWith('SQLITE_') ? cause.code : '';
}

/** Whether a code means that the disk had no room: for a page, or for the index of the write-ahead log. */
export function isFullDisk(code: string): boolean {
  return code.startsWith('SQLITE_FULL') || code === 'SQLITE_IOERR_SHMSIZE';
}
