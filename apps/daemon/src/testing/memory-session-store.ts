import type { SessionStore, StoredSession } from '../http/sessions.ts';

/** Sessions in memory, with the rows open for tests to look at. */
export function memorySessionStore(): SessionStore & { readonly rows: Map<string, StoredSession> } {
  const rows = new Map<string, StoredSession>();
  return {
    rows,
    insert({ idHash, createdAtMs }) {
      rows.set(idHash, { idHash, createdAtMs, lastSeenAtMs: createdAtMs });
      return Promise.resolve();
    },
    find: (idHash) => Promise.resolve(rows.get(idHash) ?? null),
    touch(idHash, atMs) {
      const row = rows.get(idHash);
      if (row !== undefined) rows.set(idHash, { ...row, lastSeenAtMs: atMs });
      return Promise.resolve();
    },
    remove(idHash) {
      rows.delete(idHash);
      return Promise.resolve();
    },
    removeOlderThan(ms) {
      for (const row of rows.values()) if (row.lastSeenAtMs < ms) rows.delete(row.idHash);
      return Promise.resolve();
    },
  };
}
