import type { Studio } from '@videoexpress/studio';
import { json } from '../answer/reply.ts';
import type { Handlers } from './handler.ts';

/** Trying out the bucket that clips go to. */
export function objectStorageHandlers(studio: Studio): Pick<Handlers, 'testObjectStorage'> {
  return {
    testObjectStorage: async () => json(200, await studio.testObjectStorage()),
  };
}
