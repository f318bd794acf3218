import type { Studio } from '@videoexpress/studio';
import { json, refuse } from '../answer/reply.ts';
import { problemOfRefusal } from '../problems.ts';
import type { Handlers } from './handler.ts';

/** Suggestions of a language model. A client that goes away ends the call it asked for. */
export function captionHandlers({
  captions,
}: Pick<Studio, 'captions'>): Pick<Handlers, 'suggestPosts' | 'testCaptions'> {
  return {
    suggestPosts: async ({ body, signal }) => {
      const suggested = await captions.suggest(body, signal);
      return suggested.ok ? json(200, suggested.value) : refuse(problemOfRefusal(suggested.error));
    },
    testCaptions: async ({ params, signal }) => json(200, await captions.test(params.provider, signal)),
  };
}
