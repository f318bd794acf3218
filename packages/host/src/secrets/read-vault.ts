import { err, keptSecretNames, ok, type Result } from '@videoexpress/job-schema';
import { messageOf } from './errno.ts';
import type { Keychain, KeychainFault } from './keychain.ts';
import {
  clearUnfinished,
  readEntries,
  readKey,
  readOrCreateStudioId,
  type SecretEntries,
  type SecretFilesFault,
  type SecretPaths,
  writeEntries,
} from './secret-files.ts';
import { unseal } from './sealed-value.ts';

/** Everything that is known of the kept secrets, in memory for as long as the daemon runs. */
export interface VaultContents {
  entries: SecretEntries;
  readonly values: Map<string, string>;
  /** Why a kept value cannot be used, by its name. */
  readonly problems: Map<string, string>;
  /** The file itself cannot be used, so nothing is known and nothing may be changed. */
  readonly fault: SecretFilesFault | null;
  key: Buffer | null;
  keyFault: SecretFilesFault | null;
  readonly keychain:
    | { readonly usable: true; readonly it: Keychain }
    | { readonly usable: false; readonly label: string; readonly fault: KeychainFault };
}

interface Log {
  warn(fields: object, message: string): void;
}

/**
 * Reads what is kept, and tries the keychain. Afterwards each name is in one place only: what was put into the file
 * while the keychain was away is taken out of the keychain, what was removed meanwhile is removed there too, and what
 * was put there by a run that was killed before it could note it is noted.
 */
export async function readVault(
  paths: SecretPaths,
  keychainOf: (service: string) => Keychain,
  log: Log,
): Promise<VaultContents> {
  clearUnfinished(paths);
  const read = readEntries(paths);
  const key = readKey(paths);
  const entries = read.ok ? read.value : {};
  const values = new Map<string, string>();
  const problems = new Map<string, string>();
  const keyFault = key.ok ? missingKey(key.value, entries, paths) : key.error;
  readSealed(entries, key.ok ? key.value : null, keyFault, values, problems);

  const contents = { entries, values, problems, fault: read.ok ? null : read.error, keyFault } as const;
  const keyNow = key.ok ? key.value : null;
  const opened = await openKeychain(paths, keychainOf, contents.fault);
  if (!opened.ok) {
    const { label, fault } = opened.error;
    for (const [name, entry] of Object.entries(entries)) {
      if (entry.in === 'keychain' && !('removed' in entry)) {
        problems.set(name, `It is kept in ${label}, which cannot be used now: ${fault.detail}`);
      }
    }
    return { ...contents, key: keyNow, keychain: { usable: false, label, fault } };
  }
  const { keychain, found } = opened.value;
  for (const [name, value] of found) {
    const entry = entries[name];
    if (entry?.in === 'file' || (entry !== undefined && 'removed' in entry)) continue;
    if (value !== null) values.set(name, value);
    else if (entry !== undefined) problems.set(name, `It is no longer in ${keychain.label}. Set it again.`);
  }
  const settled = await settle(paths, entries, keychain, found, log);
  return { ...contents, entries: settled, key: keyNow, keychain: { usable: true, it: keychain } };
}

function missingKey(key: Buffer | null, entries: SecretEntries, paths: SecretPaths): SecretFilesFault | null {
  if (key !== null || Object.values(entries).every((entry) => entry.in !== 'file')) return null;
  return {
    code: 'key_missing',
    path: paths.secretsKeyFile,
    detail: `${paths.secretsKeyFile} is gone, and the keys in ${paths.secretsFile} cannot be opened without it.`,
    fix: 'Put it back and restart, or remove those keys and enter them again.',
  };
}

function readSealed(
  entries: SecretEntries,
  key: Buffer | null,
  keyFault: SecretFilesFault | null,
  values: Map<string, string>,
  problems: Map<string, string>,
): void {
  for (const [name, entry] of Object.entries(entries)) {
    if (entry.in !== 'file') continue;
    const value = key === null ? null : unseal(key, name, entry.sealed);
    if (value !== null) values.set(name, value);
    else
      problems.set(
        name,
        keyFault?.detail ?? 'What is kept of it is damaged, or was sealed with another key. Set it again.',
      );
  }
}

async function openKeychain(
  paths: SecretPaths,
  keychainOf: (service: string) => Keychain,
  fault: SecretFilesFault | null,
): Promise<
  Result<
    { readonly keychain: Keychain; readonly found: ReadonlyMap<string, string | null> },
    { readonly label: string; readonly fault: KeychainFault }
  >
> {
  // With a file that says nothing, what is in the keychain could be what a person has removed.
  if (fault !== null) return err({ label: 'the keychain', fault: { detail: fault.detail, fix: fault.fix } });
  let service: string;
  try {
    service = `videoexpress ${readOrCreateStudioId(paths)}`;
  } catch (cause) {
    return err({ label: 'the keychain', fault: { detail: `${paths.studioIdFile}: ${messageOf(cause)}.`, fix: null } });
  }
  const keychain = keychainOf(service);
  const opened = await keychain.open(keptSecretNames);
  return opened.ok ? ok({ keychain, found: opened.value }) : err({ label: keychain.label, fault: opened.error });
}

/** Brings file and keychain to say the same. What cannot be done now is done at a later start. */
async function settle(
  paths: SecretPaths,
  entries: SecretEntries,
  keychain: Keychain,
  found: ReadonlyMap<string, string | null>,
  log: Log,
): Promise<SecretEntries> {
  const settled: Record<string, SecretEntries[string]> = { ...entries };
  const present = [...found].filter(([, value]) => value !== null).map(([name]) => name);
  const notWanted = present.filter((name) => {
    const entry = entries[name];
    return entry !== undefined && (entry.in === 'file' || 'removed' in entry);
  });
  const removed = notWanted.length === 0 ? ok(null) : await keychain.remove(notWanted);
  if (!removed.ok)
    log.warn({ names: notWanted, why: removed.error.detail }, 'The keychain still has secrets of before');
  for (const [name, entry] of Object.entries(entries)) {
    if ('removed' in entry && (removed.ok || !notWanted.includes(name))) delete settled[name];
  }
  for (const name of present) if (entries[name] === undefined) settled[name] = { in: 'keychain' };
  if (JSON.stringify(settled) === JSON.stringify(entries)) return entries;
  try {
    writeEntries(paths, settled);
  } catch (cause) {
    log.warn({ err: cause }, 'Where secrets are kept could not be written down; the next start does it');
  }
  return settled;
}
