import { type KeptSecretName, ok } from '@videoexpress/job-schema';
import type { SecretVault } from '@videoexpress/studio';

/** A vault that keeps secrets for as long as the test runs. */
export function memoryVault(kept = new Map<KeptSecretName, string>()): SecretVault {
  return {
    describe: async () => ({ backend: 'file', status: 'ok', detail: 'Kept for this test.', fix: null }),
    async read(name) {
      const value = kept.get(name);
      return value === undefined ? null : { kept: 'file', value, problem: null };
    },
    async put(name, value) {
      kept.set(name, value);
      return ok(null);
    },
    async remove(name) {
      kept.delete(name);
      return ok(null);
    },
  };
}
