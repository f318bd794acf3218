import { err, type KeptSecretName, ok, type Result } from '@videoexpress/job-schema';
import { readEntries, readKey, type SecretFilesFault, type SecretPaths } from './secret-files.ts';
import { namesKept } from './secret-vault.ts';
import { unseal } from './sealed-value.ts';

/** What can be seen of the kept secrets from outside, without the daemon and without asking the keychain. */
export interface VaultSighting {
  readonly names: readonly KeptSecretName[];
  readonly inKeychain: readonly string[];
  readonly inFile: readonly string[];
  /** Sealed ones that the key does not open. */
  readonly damaged: readonly string[];
}

/** Looks at the files alone, and changes nothing. For `doctor` and for backups while no daemon runs. */
export function inspectVault(paths: SecretPaths): Result<VaultSighting, SecretFilesFault> {
  const entries = readEntries(paths);
  if (!entries.ok) return entries;
  const kept = Object.entries(entries.value).filter(([, entry]) => !('removed' in entry));
  const inFile = kept.filter(([, entry]) => entry.in === 'file').map(([name]) => name);
  const key = readKey(paths);
  if (!key.ok) return key;
  if (key.value === null && inFile.length > 0) {
    const detail = `${paths.secretsKeyFile} is gone, and the keys in ${paths.secretsFile} cannot be opened without it.`;
    const fix = 'Put it back, or start the studio, remove those keys and enter them again.';
    return err({ code: 'key_missing', path: paths.secretsKeyFile, detail, fix });
  }
  const damaged = kept.flatMap(([name, entry]) => {
    const opens = entry.in !== 'file' || key.value === null || unseal(key.value, name, entry.sealed) !== null;
    return opens ? [] : [name];
  });
  const inKeychain = kept.filter(([, entry]) => entry.in === 'keychain').map(([name]) => name);
  return ok({ names: namesKept(entries.value), inKeychain, inFile, damaged });
}
