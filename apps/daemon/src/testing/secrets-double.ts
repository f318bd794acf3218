import { err, ok, type Secret, type SecretName } from '@videoexpress/job-schema';
import type { Studio } from '@videoexpress/studio';

/** Secrets that are said to be kept, and are not. */
export function secretsDouble(): Studio['secrets'] {
  const store = { backend: 'file', status: 'ok', detail: 'Kept nowhere.', fix: null } as const;
  const secretOf = (name: SecretName, set: boolean): Secret => ({
    name,
    label: 'API key',
    service: { id: 'runpod', label: 'RunPod' },
    from: 'A console',
    set,
    lastFour: null,
    source: set ? 'file' : null,
    setIn: null,
    stored: set ? 'file' : null,
    problem: null,
    undoUntil: null,
  });
  return {
    read: async () => null,
    list: async () => ({ items: [secretOf('RUNPOD_API_KEY', false)], nextCursor: null, store }),
    put: async (name) => ok(secretOf(name, true)),
    remove: async (name) => ok(secretOf(name, false)),
    undo: async () => err({ code: 'invalid_state', detail: 'It is too late.' }),
  };
}
