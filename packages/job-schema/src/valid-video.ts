import { z } from 'zod';
import { assetWarningSchema } from './asset.ts';
import { sha256Schema } from './sha256.ts';

/** What was measured on a finished video file. */
export const videoFactsSchema = z.object({
  width: z.int().positive(),
  height: z.int().positive(),
  durationSeconds: z.number().positive(),
  fps: z.number().positive(),
  numFrames: z.int().positive(),
  bytes: z.int().positive(),
  sha256: sha256Schema,
  warnings: z.array(assetWarningSchema),
});
export type VideoFacts = z.infer<typeof videoFactsSchema>;

declare const validated: unique symbol;

/** A video file that was probed and decoded to its last frame. Only the media tools of `host` make one. */
export type ValidVideo = {
  readonly path: string;
  readonly posterPath: string;
  readonly facts: VideoFacts;
  readonly [validated]: true;
};
