/** SQLite's own name for what went wrong, `''` when the error is not SQLite's. */
export function sqliteCode(cause: unknown): string {
  if (!(cause instanceof Error) || !('code' in cause)) return '';
  return typeof cause.code === 'string' && cause.code.startsWith('SQLITE_') ? cause.code : '';
}
