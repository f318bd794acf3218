import { randomBytes } from 'node:crypto';
import type { Entry as KeychainEntry } from '@napi-rs/keyring';
import { z } from 'zod';
import type { ChildTask } from '../children/serve-child-task.ts';

/**
 * On Linux the library falls back to the kernel's keyring where there is no Secret Service, and that forgets everything
 * at logout without a word. Pinned, it says that there is none.
 */
const options = { linux: { store: 'secret-service' } } as const;

const openSchema = z.object({ service: z.string(), names: z.array(z.string()) });
const setSchema = z.object({ service: z.string(), name: z.string(), value: z.string() });
const removeSchema = z.object({ service: z.string(), names: z.array(z.string()) });

async function entries(service: string): Promise<(name: string) => KeychainEntry> {
  const { Entry } = await import('@napi-rs/keyring');
  return (name) => new Entry(service, name, options);
}

/** Proves that the keychain keeps things, with a probe that is written, read back and removed, and reads all names. */
const openKeychain: ChildTask = async (input) => {
  const { service, names } = openSchema.parse(input);
  const entry = await entries(service);
  const probe = entry(`probe-${randomBytes(8).toString('hex')}`);
  const written = randomBytes(16).toString('hex');
  probe.setPassword(written);
  const read = probe.getPassword();
  probe.deletePassword();
  if (read !== written) throw new Error('What was written could not be read back');
  return Object.fromEntries(names.map((name) => [name, entry(name).getPassword() ?? null]));
};

const setInKeychain: ChildTask = async (input) => {
  const { service, name, value } = setSchema.parse(input);
  const entry = (await entries(service))(name);
  entry.setPassword(value);
  if (entry.getPassword() !== value) throw new Error('What was written could not be read back');
  return null;
};

const removeFromKeychain: ChildTask = async (input) => {
  const { service, names } = removeSchema.parse(input);
  const entry = await entries(service);
  for (const name of names) {
    entry(name).deletePassword();
    if (entry(name).getPassword() !== null) throw new Error(`${name} is still there`);
  }
  return null;
};

/**
 * The keychain is asked in a child: a call into it can wait for a person to unlock it, and its native code can crash.
 * Values travel over the child's own pipe, never as arguments or variables.
 */
export const keychainTasks: Readonly<Record<KeychainTaskName, ChildTask>> = {
  'keychain-open': openKeychain,
  'keychain-set': setInKeychain,
  'keychain-remove': removeFromKeychain,
};

export type KeychainTaskName = 'keychain-open' | 'keychain-set' | 'keychain-remove';
