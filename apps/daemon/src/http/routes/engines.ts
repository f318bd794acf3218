import type { Studio } from '@videoexpress/studio';
import { json, refuse } from '../answer/reply.ts';
import { problemOfRefusal } from '../problems.ts';
import { readWithEventId } from './event-id.ts';
import type { Handlers } from './handler.ts';

/** The places to render, and trying one out. */
export function engineHandlers(studio: Studio): Pick<Handlers, 'listEngines' | 'testEngine'> {
  return {
    listEngines: () =>
      readWithEventId(studio.events, async () => ({ items: await studio.engines(), nextCursor: null })),
    testEngine: async ({ params }) => {
      const tested = await studio.testEngine(params.id);
      return tested.ok ? json(200, tested.value) : refuse(problemOfRefusal(tested.error));
    },
  };
}
