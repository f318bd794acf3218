import type { ObjectStorage } from '../objects/object-store.ts';

/** Object storage as it is where nobody set one up. */
export function noObjectStorage(): ObjectStorage {
  return {
    configure: () => undefined,
    current: async () => null,
    health: async () => ({
      id: 'r2',
      label: 'Cloudflare R2',
      status: 'not_configured',
      latencyMs: null,
      detail: 'Not set up.',
      fix: null,
    }),
    test: async () => ({ works: false, seconds: 0, detail: 'Not set up.', fix: null }),
  };
}
