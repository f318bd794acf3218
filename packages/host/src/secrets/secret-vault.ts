import { err, keptSecretNames, type KeptSecretName, ok, type Result, type SecretStore } from '@videoexpress/job-schema';
import { isErrno, messageOf } from './errno.ts';
import type { Keychain, KeychainFault } from './keychain.ts';
import { readVault, type VaultContents } from './read-vault.ts';
import { createKey, type SecretEntries, type SecretEntry, type SecretPaths, writeEntries } from './secret-files.ts';
import { seal } from './sealed-value.ts';
import { storeOf } from './store-words.ts';

export interface VaultParts {
  readonly paths: SecretPaths;
  /** The keychain under this studio's name. */
  readonly keychain: (service: string) => Keychain;
  /** Told of every value that is read or kept, before it is used, so that it can be taken out of texts. */
  readonly onValue: (value: string) => void;
  readonly log: { warn(fields: object, message: string): void };
}

/** One kept value. */
interface Kept {
  readonly kept: 'keychain' | 'file';
  readonly value: string | null;
  readonly problem: string | null;
}

interface Refused {
  readonly code: 'secret_store_unusable' | 'disk_full';
  readonly detail: string;
}

/**
 * The secrets of one studio: in the system's keychain where there is a working one, else sealed in a file. Which of the
 * two takes new values is found out once, when it is opened; what was kept by the other one earlier stays where it is and
 * is still found. Every call waits for the opening, which begins at once.
 */
export function openSecretVault({ paths, keychain: keychainOf, onValue, log }: VaultParts) {
  const opening = readVault(paths, keychainOf, log).then((contents) => {
    for (const value of contents.values.values()) onValue(value);
    return contents;
  });

  function write(contents: VaultContents, entries: SecretEntries): Result<null, Refused> {
    try {
      writeEntries(paths, entries);
    } catch (cause) {
      return err(refusalOf(paths.secretsFile, cause));
    }
    contents.entries = entries;
    return ok(null);
  }

  async function keep(
    contents: VaultContents,
    name: KeptSecretName,
    value: string,
  ): Promise<Result<SecretEntry, Refused>> {
    if (contents.keychain.usable) {
      const set = await contents.keychain.it.set(name, value);
      return set.ok ? ok({ in: 'keychain' }) : err(refusalOfKeychain(set.error));
    }
    const key = keyFor(contents, name);
    return key.ok ? ok({ in: 'file', sealed: seal(key.value, name, value) }) : key;
  }

  /** The key to seal with. A new one is made only where nothing else was sealed with one that is gone. */
  function keyFor(contents: VaultContents, name: string): Result<Buffer, Refused> {
    if (contents.key !== null) return ok(contents.key);
    const { keyFault } = contents;
    const others = Object.entries(contents.entries).some(([other, each]) => each.in === 'file' && other !== name);
    if (keyFault !== null && (keyFault.code !== 'key_missing' || others)) {
      return err({ code: 'secret_store_unusable', detail: `${keyFault.detail} ${keyFault.fix}` });
    }
    try {
      contents.key = createKey(paths);
      contents.keyFault = null;
      return ok(contents.key);
    } catch (cause) {
      return err(refusalOf(paths.secretsKeyFile, cause));
    }
  }

  return {
    async describe(): Promise<SecretStore> {
      return storeOf(await opening);
    },

    async read(name: KeptSecretName): Promise<Kept | null> {
      const { entries, values, problems } = await opening;
      const entry = entries[name];
      if (entry === undefined || 'removed' in entry) return null;
      return { kept: entry.in, value: values.get(name) ?? null, problem: problems.get(name) ?? null };
    },

    async put(name: KeptSecretName, value: string): Promise<Result<null, Refused>> {
      const contents = await opening;
      if (contents.fault !== null) return err(refusalOfFault(contents.fault));
      onValue(value);
      const entry = await keep(contents, name, value);
      if (!entry.ok) return entry;
      const written = write(contents, { ...contents.entries, [name]: entry.value });
      if (!written.ok) return written;
      contents.values.set(name, value);
      contents.problems.delete(name);
      return ok(null);
    },

    async remove(name: KeptSecretName): Promise<Result<null, Refused>> {
      const contents = await opening;
      if (contents.fault !== null) return err(refusalOfFault(contents.fault));
      const { [name]: entry, ...others } = contents.entries;
      if (entry === undefined || 'removed' in entry) return ok(null);
      // A keychain that cannot be reached now is told at a later start: until then the note says that it is gone.
      const first = write(
        contents,
        entry.in === 'file' ? others : { ...others, [name]: { in: 'keychain', removed: true } },
      );
      if (!first.ok) return first;
      contents.values.delete(name);
      contents.problems.delete(name);
      if (Object.values(others).every((each) => each.in !== 'file') && contents.keyFault?.code === 'key_missing') {
        contents.keyFault = null;
      }
      if (entry.in === 'keychain' && contents.keychain.usable) {
        const removed = await contents.keychain.it.remove([name]);
        if (removed.ok) write(contents, others);
        else log.warn({ name, why: removed.error.detail }, 'A removed secret is still in the keychain until later');
      }
      return ok(null);
    },
  };
}

export type OpenVault = ReturnType<typeof openSecretVault>;

/** Which secrets are kept, by their names alone; what a backup does not hold. */
export function namesKept(entries: SecretEntries): readonly KeptSecretName[] {
  return keptSecretNames.filter((name) => {
    const entry = entries[name];
    return entry !== undefined && !('removed' in entry);
  });
}

function refusalOfFault({ detail, fix }: { readonly detail: string; readonly fix: string }): Refused {
  return { code: 'secret_store_unusable', detail: `${detail} ${fix}` };
}

function refusalOfKeychain({ detail, fix }: KeychainFault): Refused {
  return { code: 'secret_store_unusable', detail: fix === null ? detail : `${detail} ${fix}` };
}

function refusalOf(path: string, cause: unknown): Refused {
  if (isErrno(cause, 'ENOSPC', 'EDQUOT')) {
    return { code: 'disk_full', detail: `There is no room to write ${path}. Nothing was changed; free some space.` };
  }
  return {
    code: 'secret_store_unusable',
    detail: `${path} could not be written: ${messageOf(cause)}. Nothing was changed.`,
  };
}
