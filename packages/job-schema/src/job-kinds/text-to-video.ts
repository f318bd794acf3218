import { z } from 'zod';
import type { JobKindDefinition } from './job-kind.ts';
import { loraFields, promptSchema, videoInputFields } from './video-input.ts';

/** A prompt becomes a clip. */
export const textToVideo = {
  id: 'text_to_video',
  label: 'Text to video',
  input: z.object({ prompt: promptSchema, ...videoInputFields }),
  assetFields: loraFields,
  output: 'video',
  repeatable: true,
  silenceLimitMs: 10 * 60_000,
} as const satisfies JobKindDefinition;
