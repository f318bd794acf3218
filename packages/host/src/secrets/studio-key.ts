import { createHash, randomBytes } from 'node:crypto';
import { err, ok, type KeptSecretName, type Result } from '@videoexpress/job-schema';

export const studioKeyBytes = 32;
const name = 'STUDIO_KEY' satisfies KeptSecretName;

/** Why there is no key to work with. Nothing was changed. */
export interface StudioKeyError {
  readonly code: 'secret_store_unusable' | 'disk_full';
  /** For a person: what is wrong and the way out. */
  readonly detail: string;
}

/** As much of the secret store as the key needs. */
export interface KeyVault {
  read(name: KeptSecretName): Promise<{ readonly value: string | null; readonly problem: string | null } | null>;
  put(name: KeptSecretName, value: string): Promise<Result<null, StudioKeyError>>;
}

/** The one key that seals what lies outside the secret store. It is kept in there, and nowhere else. */
export interface StudioKey {
  /** Null: there is none yet. */
  read(): Promise<Result<Buffer | null, StudioKeyError>>;
  /** The key; made, and kept, where there is none. However many ask at once, one is made. */
  readOrCreate(): Promise<Result<Buffer, StudioKeyError>>;
  /** Takes a key over that was made elsewhere, as the recovery key brings it. Whoever calls it knows that none is lost. */
  adopt(key: Buffer): Promise<Result<null, StudioKeyError>>;
}

/** Keeps nothing in memory: what the store says is what is used. */
export function createStudioKey(vault: KeyVault): StudioKey {
  let last: Promise<unknown> = Promise.resolve();

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  }

  async function read(): Promise<Result<Buffer | null, StudioKeyError>> {
    const kept = await vault.read(name);
    if (kept === null) return ok(null);
    const key = Buffer.from(kept.value ?? '', 'base64');
    if (key.length === studioKeyBytes) return ok(key);
    // A new one in its place would make everything unreadable that this one sealed.
    const why = kept.problem ?? 'It is damaged.';
    return err({ code: 'secret_store_unusable', detail: `The studio's own key cannot be read. ${why}` });
  }

  const put = (key: Buffer) => vault.put(name, key.toString('base64'));

  return {
    read,
    readOrCreate: () =>
      inTurn(async () => {
        const there = await read();
        if (!there.ok) return there;
        if (there.value !== null) return ok(there.value);
        const made = randomBytes(studioKeyBytes);
        const kept = await put(made);
        return kept.ok ? ok(made) : kept;
      }),
    adopt: (key) => inTurn(() => put(key)),
  };
}

/** A name for a key that tells nothing of it. */
export function studioKeyId(key: Buffer): string {
  return createHash('sha256').update('videoexpress studio key ').update(key).digest('hex').slice(0, 16);
}
