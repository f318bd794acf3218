import { StoreUnavailable } from '@videoexpress/studio';
import { isFullDisk, sqliteCode } from './sqlite-code.ts';

/** Runs a database operation; what SQLite cannot do at this moment comes out as `StoreUnavailable`. */
export async function guarded<T>(operation: () => Promise<T>): Promise<T> {
  try {
    return await operation();
  } catch (cause) {
    const code = sqliteCode(cause);
    if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) throw new StoreUnavailable('busy', cause);
    if (isFullDisk(code)) throw new StoreUnavailable('full', cause);
    if (/^SQLITE_(IOERR|CORRUPT|NOTADB|READONLY|CANTOPEN|NOMEM)/.test(code))
      throw new StoreUnavailable('failed', cause);
    throw cause;
  }
}
