import type { OutsideSecrets, SecretReader, SecretVault } from './secret-vault.ts';

/** Reads the value in force of each secret: the environment's, else the one that is kept. */
export function createSecretReader(vault: Pick<SecretVault, 'read'>, outside: OutsideSecrets): SecretReader {
  return {
    read: async (name) => outside[name]?.value ?? (await vault.read(name))?.value ?? null,
  };
}
