import { rm } from 'node:fs/promises';
import { type AssetWarning, err, ok, type Result, type VideoFacts } from '@videoexpress/job-schema';
import { z } from 'zod';
import type { ChildTaskContext } from '../../children/serve-child-task.ts';
import { fingerprintFile } from '../durable-file.ts';
import type { FileFault } from '../media-tool-error.ts';
import { canvasOf, writePoster } from '../poster.ts';
import { findContainerFault } from './container-fault.ts';
import { type DecodedVideo, decodeVideo } from './decode-video.ts';
import { createChangeWatch } from './picture-change.ts';
import { createPosterChoice } from './poster-choice.ts';
import { remuxVideo } from './remux-video.ts';
import { VideoFault } from './video-input.ts';
import { type ExpectedVideo, expectedVideoSchema, findShortfall } from './video-shortfall.ts';

export const finishVideoInputSchema = z.object({
  /** What the engine made. It is not changed. */
  sourcePath: z.string(),
  /** Where the checked file goes; an existing one is replaced. */
  outputPath: z.string(),
  /** Where its poster goes, a WebP. */
  posterPath: z.string(),
  /** The clip's settings as JSON, for the tag `videoexpress`. */
  settings: z.string().nullable(),
  /** The prompt, for the tag `comment`. */
  comment: z.string().nullable(),
  /** What was asked for, where that is known. */
  expect: expectedVideoSchema.nullable(),
});
export type FinishVideoInput = z.infer<typeof finishVideoInputSchema>;

/** How many frames, spread over the video, are compared to see whether the picture ever changes. */
const numWatchedFrames = 24;

/**
 * The child task `finish-video`: puts the settings into a copy of the file, decodes every frame of that copy and
 * measures it. Both files are on the disk when it ends well; none is left when it does not.
 */
export async function finishVideo(
  rawInput: unknown,
  { reportProgress }: ChildTaskContext,
): Promise<Result<VideoFacts, FileFault>> {
  const input = finishVideoInputSchema.parse(rawInput);
  try {
    return ok(await finish(input, reportProgress));
  } catch (error) {
    await Promise.all([rm(input.outputPath, { force: true }), rm(input.posterPath, { force: true })]);
    if (error instanceof VideoFault) return err({ code: 'invalid_output', reason: error.message });
    throw error;
  }
}

async function finish(input: FinishVideoInput, reportProgress: (progress: unknown) => void): Promise<VideoFacts> {
  const containerFault = await findContainerFault(input.sourcePath);
  if (containerFault !== null) throw new VideoFault(containerFault);
  const { numPackets, constantFps } = await remuxVideo(input.sourcePath, input.outputPath, tagsOf(input));
  reportProgress({ step: 'copied' });

  const poster = createPosterChoice(numPackets);
  const change = createChangeWatch();
  const watchEvery = Math.max(1, Math.floor(numPackets / numWatchedFrames));
  const isWatched = (frameIndex: number): boolean => frameIndex % watchEvery === 0 || frameIndex === numPackets - 1;
  const decoded = await decodeVideo(input.outputPath, {
    wants: (frameIndex) => isWatched(frameIndex) || poster.wants(frameIndex),
    onPicture(picture, frameIndex) {
      if (isWatched(frameIndex)) change.see(picture);
      if (poster.wants(frameIndex)) poster.see(picture, frameIndex);
    },
    onProgress: (numFrames) => reportProgress({ step: 'decoding', numFrames }),
  });
  checkDecoded(decoded, numPackets, input.expect);

  const chosen = poster.chosen();
  if (chosen === undefined) throw new VideoFault('No frame could be decoded.');
  await writePoster(input.posterPath, await canvasOf(chosen));
  reportProgress({ step: 'stored' });

  const warnings: AssetWarning[] = numPackets > 1 && !change.hasChanged() ? ['constant_picture'] : [];
  return {
    width: decoded.width,
    height: decoded.height,
    durationSeconds: decoded.durationSeconds,
    fps: constantFps ?? decoded.numFrames / decoded.durationSeconds,
    numFrames: decoded.numFrames,
    ...(await fingerprintFile(input.outputPath)),
    warnings,
  };
}

function tagsOf(input: FinishVideoInput): Record<string, string> {
  return {
    ...(input.settings === null ? {} : { videoexpress: input.settings }),
    ...(input.comment === null ? {} : { comment: input.comment }),
  };
}

function checkDecoded(decoded: DecodedVideo, numPackets: number, expect: ExpectedVideo | null): void {
  if (decoded.numFrames < numPackets) {
    throw new VideoFault(`${decoded.numFrames} of ${numPackets} frames could be decoded.`);
  }
  if (decoded.decoderError !== null) throw new VideoFault(`The decoder stopped: ${decoded.decoderError}`);
  const shortfall = expect === null ? null : findShortfall(decoded, expect);
  if (shortfall !== null) throw new VideoFault(shortfall);
}
