import type { KeptSecretName, Result, SecretBackend, SecretName, SecretStore } from '@videoexpress/job-schema';

/** One kept value, as it was found. */
export interface KeptSecret {
  readonly kept: SecretBackend;
  /** Null where it cannot be read; `problem` says why then. */
  readonly value: string | null;
  readonly problem: string | null;
}

/** Nothing was changed. */
export interface VaultError {
  readonly code: 'secret_store_unusable' | 'disk_full';
  /** For a person: what is wrong and the way out. */
  readonly detail: string;
}

/** Where secrets are kept between starts. What it answers with `ok` is on the disk, or in the system's keychain. */
export interface SecretVault {
  /** Where new values go, and why there. */
  describe(): Promise<SecretStore>;
  read(name: KeptSecretName): Promise<KeptSecret | null>;
  put(name: KeptSecretName, value: string): Promise<Result<null, VaultError>>;
  /** What is not there already is removed. */
  remove(name: KeptSecretName): Promise<Result<null, VaultError>>;
}

/** A value that the environment sets, which wins over one that is kept. */
export interface OutsideSecret {
  readonly value: string;
  readonly source: 'environment' | 'env_file';
}

export type OutsideSecrets = Readonly<Partial<Record<SecretName, OutsideSecret>>>;

/**
 * How an engine or a client of a service comes by its key. It asks at each use and keeps nothing, so that a key which is
 * replaced is in force with the next call.
 */
export interface SecretReader {
  /** The value in force, or null where there is none. */
  read(name: SecretName): Promise<string | null>;
}
