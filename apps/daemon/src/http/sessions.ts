import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { type Clock, StoreUnavailable } from '@videoexpress/studio';

/** A browser that is logged in. Only the hash of its id is kept, so the database alone lets nobody in. */
export interface StoredSession {
  readonly idHash: string;
  readonly createdAtMs: number;
  /** Wall time of the last visit that was written down; the creation counts as one. */
  readonly lastSeenAtMs: number;
}

/** Where sessions are kept, so that they survive a restart. Times are wall milliseconds since 1970. */
export interface SessionStore {
  insert(session: { readonly idHash: string; readonly createdAtMs: number }): Promise<void>;
  find(idHash: string): Promise<StoredSession | null>;
  touch(idHash: string, atMs: number): Promise<void>;
  remove(idHash: string): Promise<void>;
  /** Removes the sessions last seen before `ms`. */
  removeOlderThan(ms: number): Promise<void>;
}

export interface Sessions {
  /** Begins a session; answers with the value its cookie carries. */
  begin(): Promise<string>;
  /** The session that a cookie value names, and whether it was prolonged just now; null when it is none of ours. */
  find(cookieValue: string): Promise<{ readonly idHash: string; readonly prolonged: boolean } | null>;
  end(idHash: string): Promise<void>;
}

const dayMs = 24 * 60 * 60_000;
export const sessionLifeMs = 90 * dayMs;
/** A visit is written down at most this often: sliding does not need a database write a request. */
const touchEveryMs = 60 * 60_000;

/**
 * Browser sessions. The cookie is a random id with its signature, so that a made-up one never reaches the database.
 */
export function createSessions(deps: { store: SessionStore; signingKey: Buffer; clock: Clock }): Sessions {
  const { store, clock } = deps;

  function signature(id: string): Buffer {
    return createHmac('sha256', deps.signingKey).update(`session:${id}`).digest();
  }

  function verifiedId(cookieValue: string): string | null {
    const match = /^([\w-]{43})\.([\w-]{43})$/.exec(cookieValue);
    const [, id, given] = match ?? [];
    if (id === undefined || given === undefined) return null;
    const givenBytes = Buffer.from(given, 'base64url');
    const wanted = signature(id);
    return givenBytes.length === wanted.length && timingSafeEqual(givenBytes, wanted) ? id : null;
  }

  /** A database that is busy for the moment must not turn away someone who is logged in: the next visit prolongs. */
  async function touched(idHash: string): Promise<boolean> {
    try {
      await store.touch(idHash, clock.now());
      return true;
    } catch (cause) {
      if (cause instanceof StoreUnavailable) return false;
      throw cause;
    }
  }

  return {
    async begin() {
      const id = randomBytes(32).toString('base64url');
      await store.removeOlderThan(clock.now() - sessionLifeMs);
      await store.insert({ idHash: hashOf(id), createdAtMs: clock.now() });
      return `${id}.${signature(id).toString('base64url')}`;
    },
    async find(cookieValue) {
      const id = verifiedId(cookieValue);
      if (id === null) return null;
      const idHash = hashOf(id);
      const stored = await store.find(idHash);
      if (stored === null) return null;
      const idleMs = clock.now() - stored.lastSeenAtMs;
      if (idleMs > sessionLifeMs) {
        await store.remove(idHash);
        return null;
      }
      if (idleMs < touchEveryMs) return { idHash, prolonged: false };
      return { idHash, prolonged: await touched(idHash) };
    },
    end: (idHash) => store.remove(idHash),
  };
}

function hashOf(id: string): string {
  return createHash('sha256').update(id).digest('hex');
}
