import type { SessionStore, StoredSession } from '../http/sessions.ts';

export interface MemorySessionStore extends SessionStore {
  readonly rows: Map<string, StoredSession>;
  /** While set, looking a session up fails with it. */
  fault: Error | null;
  /** While set, noting a visit fails with it. */
  touchFault: Error | null;
}

/** Sessions in memory, with the rows open for tests to look at. */
export function memorySessionStore(): MemorySessionStore {
  const rows = new Map<string, StoredSession>();
  const store: MemorySessionStore = {
    rows,
    fault: null,
    touchFault: null,
    insert({ idHash, createdAtMs }) {
      rows.set(idHash, { idHash, createdAtMs, lastSeenAtMs: createdAtMs });
      return Promise.resolve();
    },
    find: (idHash) => (store.fault === null ? Promise.resolve(rows.get(idHash) ?? null) : Promise.reject(store.fault)),
    touch(idHash, atMs) {
      if (store.touchFault !== null) return Promise.reject(store.touchFault);
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
  return store;
}
