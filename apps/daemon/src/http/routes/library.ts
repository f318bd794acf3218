import type { Studio } from '@videoexpress/studio';
import { json, refuse } from '../answer/reply.ts';
import { problemOfRefusal } from '../problems.ts';
import { readWithEventId } from './event-id.ts';
import type { Handlers } from './handler.ts';

/** What concerns the library as a whole, or many of its assets at once. */
export function libraryHandlers({
  assets,
  events,
}: Pick<Studio, 'assets' | 'events'>): Pick<Handlers, 'changeAssets' | 'emptyTrash' | 'getLibrary'> {
  return {
    changeAssets: async ({ body }) => {
      const changed = await assets.change(body);
      return changed.ok ? json(200, changed.value) : refuse(problemOfRefusal(changed.error));
    },
    emptyTrash: async () => json(200, await assets.emptyTrash()),
    getLibrary: () => readWithEventId(events, () => assets.summary()),
  };
}
