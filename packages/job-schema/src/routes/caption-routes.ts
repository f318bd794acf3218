import { z } from 'zod';
import { captionProviderSchema } from '../caption-settings.ts';
import { suggestedPostsSchema, suggestPostsRequestSchema } from '../caption.ts';
import { engineTestSchema } from '../engine.ts';
import type { RouteDefinition } from './route.ts';

/** Titles, texts and tags that a language model suggests, by the person's own key. */
export const captionRoutes = {
  suggestPosts: {
    method: 'POST',
    path: '/api/v1/publications/suggest',
    summary: 'Suggests title, text and tags of a clip. Its prompt, its facts and the hint go to the provider, no more.',
    access: 'credential',
    body: suggestPostsRequestSchema,
    responses: { 200: 'A suggestion a service, within its limits.' },
    response: suggestedPostsSchema,
    problems: [
      'invalid_input',
      'not_found',
      'captions_no_key',
      'captions_key_refused',
      'captions_limit',
      'captions_refused',
      'captions_failed',
    ],
  },
  testCaptions: {
    method: 'POST',
    path: '/api/v1/captions/{provider}/test',
    summary:
      'Asks a provider for its list of models, which costs nothing: whether the key is taken, and the model is there.',
    access: 'credential',
    params: z.object({ provider: captionProviderSchema }),
    responses: { 200: 'What came of it.' },
    response: engineTestSchema,
    problems: ['not_found'],
  },
} as const satisfies Record<string, RouteDefinition>;
