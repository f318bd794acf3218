import { err, ok } from '@videoexpress/job-schema';
import type { Publications, Refusal } from '@videoexpress/studio';

const none = err<Refusal>({ code: 'not_found', detail: 'There is no publication with this id.' });
const noClip = err<Refusal>({
  code: 'invalid_input',
  detail: 'assetId: There is no such clip in the library.',
  errors: [{ path: 'assetId', message: 'There is no such clip in the library.' }],
});

/** A studio in which nothing was ever published. */
export function publicationsDouble(): Publications {
  return {
    create: async () => noClip,
    get: async () => null,
    list: async () => ok({ items: [], nextCursor: null }),
    preflight: async () => noClip,
    patch: async () => none,
    send: async () => none,
    remove: async () => none,
    retryPost: async () => none,
    cancelPost: async () => none,
    reschedulePost: async () => none,
  };
}
