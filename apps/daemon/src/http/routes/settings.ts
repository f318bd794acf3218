import type { PatchSettings } from '@videoexpress/job-schema';
import type { Studio } from '@videoexpress/studio';
import { refuse } from '../answer/reply.ts';
import { problemOfRefusal } from '../problems.ts';
import { actorOf } from './audit.ts';
import { readWithEventId } from './event-id.ts';
import type { Handlers } from './handler.ts';

/** What a person has set. */
export function settingsHandlers({
  settings,
  events,
  audit,
}: Pick<Studio, 'settings' | 'events' | 'audit'>): Pick<Handlers, 'getSettings' | 'patchSettings'> {
  return {
    getSettings: () => readWithEventId(events, () => settings.read()),
    patchSettings: async ({ body, credential }) => {
      const changed = await settings.patch(body);
      if (!changed.ok) return refuse(problemOfRefusal(changed.error));
      for (const subject of settingsOfWeight(body)) {
        await audit.note({ action: 'setting_changed', subject, actor: actorOf(credential) });
      }
      // Read anew, so that the event id that goes with the answer includes the change itself.
      return readWithEventId(events, () => settings.read());
    },
  };
}

/** How the page looks and sounds is nobody else's business. */
const ofNoWeight: ReadonlySet<string> = new Set<keyof PatchSettings>([
  'theme',
  'shortcuts',
  'welcomed',
  'notifications',
]);

/** The names of the settings that decide on money, on what is kept and on where things go; those of engines one by one. */
function settingsOfWeight(patch: PatchSettings): readonly string[] {
  return Object.keys(patch)
    .filter((name) => !ofNoWeight.has(name))
    .flatMap((name) =>
      name === 'engines'
        ? Object.entries(patch.engines ?? {}).flatMap(([id, its]) => Object.keys(its).map((key) => `${id}.${key}`))
        : [name],
    );
}
