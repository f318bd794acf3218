import type { Result } from '@videoexpress/job-schema';
import type { VaultError } from './secret-vault.ts';

/**
 * Seals texts that may lie outside the secret store, in the database or in the cloud: tokens, sessions, addresses of
 * uploads. The key is `STUDIO_KEY` in the secret store and nowhere else.
 */
export interface Sealer {
  /** Names the key without telling anything of it; null: there is none yet, and the first `seal` makes it. */
  keyId(): Promise<string | null>;
  /** `purpose` is bound to the text: what was sealed for one purpose cannot be opened for another. */
  seal(purpose: string, text: string): Promise<Result<string, VaultError>>;
  /** Null: another key, another purpose, or a changed byte. */
  unseal(purpose: string, sealed: string): Promise<string | null>;
}
