import type { Studio } from '@videoexpress/studio';
import { refuse } from '../answer/reply.ts';
import { problemOfRefusal } from '../problems.ts';
import { readWithEventId } from './event-id.ts';
import type { Handlers } from './handler.ts';

/** What a person has set. */
export function settingsHandlers({
  settings,
  events,
}: Pick<Studio, 'settings' | 'events'>): Pick<Handlers, 'getSettings' | 'patchSettings'> {
  return {
    getSettings: () => readWithEventId(events, () => settings.read()),
    patchSettings: async ({ body }) => {
      const changed = await settings.patch(body);
      if (!changed.ok) return refuse(problemOfRefusal(changed.error));
      // Read anew, so that the event id that goes with the answer includes the change itself.
      return readWithEventId(events, () => settings.read());
    },
  };
}
