import { rm } from 'node:fs/promises';
import type { VideoFrame } from '@napi-rs/webcodecs';
import { err, ok, type Result } from '@videoexpress/job-schema';
import { z } from 'zod';
import type { ChildTaskContext } from '../../children/serve-child-task.ts';
import type { FileFault } from '../media-tool-error.ts';
import { readPicture } from '../video/frame-picture.ts';
import { pictureColourOf } from '../video/picture-colour.ts';
import { asVideoFault, VideoFault } from '../video/video-input.ts';
import { openVideoWriter, type VideoWriter } from '../video/video-writer.ts';
import { createFitDrawer, type FitDrawer } from './fit-drawer.ts';
import { type FittedVideo, fitSchema, fittedBitrate, fittedRate, planFit } from './fit-plan.ts';
import { decodedFrames } from './frame-stream.ts';
import { openClip, type OpenedClip } from './open-clip.ts';
import { openSound } from './sound.ts';

export const fitVideoInputSchema = z.object({
  /** A clip of the library. It is not changed. */
  sourcePath: z.string(),
  /** Where the fitted clip goes, unchecked; an existing file is replaced. */
  outputPath: z.string(),
  fit: fitSchema,
});
export type FitVideoInput = z.infer<typeof fitVideoInputSchema>;

/** Two hours at 30 a second: nothing that is published is longer. */
const mostFrames = 216_000;

/**
 * The child task `fit-video`: writes a copy of a clip in the shape, at the rate and in the codecs that services take. On
 * failure nothing is left behind.
 */
export async function fitVideo(
  rawInput: unknown,
  { reportProgress }: ChildTaskContext,
): Promise<Result<FittedVideo, FileFault>> {
  const input = fitVideoInputSchema.parse(rawInput);
  try {
    const clip = await openClip(input.sourcePath);
    try {
      return ok(await fit(clip, input, (fraction) => reportProgress({ fraction })));
    } finally {
      clip.dispose();
    }
  } catch (error) {
    await rm(input.outputPath, { force: true });
    const fault = asVideoFault(error, 'The clip cannot be read to its end');
    if (fault instanceof VideoFault) return err({ code: 'damaged_video', reason: fault.message });
    throw fault;
  }
}

async function fit(
  { input, track }: OpenedClip,
  order: FitVideoInput,
  onProgress: (fraction: number) => void,
): Promise<FittedVideo> {
  const shown = {
    width: Math.round(await track.getDisplayWidth()),
    height: Math.round(await track.getDisplayHeight()),
  };
  const plan = planFit(shown, order.fit);
  const startSeconds = await track.getFirstTimestamp();
  const durationSeconds = (await track.computeDuration()) - startSeconds;
  const fps = fittedRate((await track.computeFrameRateMetrics()).bestGuessFrameRate);
  const numFrames = Math.max(1, Math.round(durationSeconds * fps));
  if (!Number.isFinite(numFrames) || numFrames > mostFrames) throw new VideoFault('It is too long to be changed.');
  const { width, height } = plan;
  const audio = await input.getPrimaryAudioTrack();
  const span = { startSeconds, endSeconds: startSeconds + numFrames / fps };
  const writer = await openVideoWriter({
    path: order.outputPath,
    width,
    height,
    fps,
    bitrate: fittedBitrate({ width, height, fps, durationSeconds }),
    totalFrames: numFrames,
    ...(audio === null ? {} : { sound: await openSound(audio, span) }),
  });
  try {
    const drawer = await createFitDrawer(track, plan);
    const colour = pictureColourOf((await track.getDecoderConfig())?.colorSpace, shown.height);
    const draw = async (frame: VideoFrame) => drawn(drawer, await readPicture(frame, colour));
    await writeAtRate(decodedFrames(track), { draw, writer, fps, numFrames, startSeconds, onProgress });
    await writer.finish();
  } catch (error) {
    await writer.abort();
    throw error;
  }
  return { width, height, numFrames, fps };
}

function drawn(drawer: FitDrawer, picture: Parameters<FitDrawer['draw']>[0]): Uint8Array {
  const canvas = drawer.draw(picture);
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

interface RateOrder {
  readonly draw: (frame: VideoFrame) => Promise<Uint8Array>;
  readonly writer: VideoWriter;
  readonly fps: number;
  readonly numFrames: number;
  readonly startSeconds: number;
  readonly onProgress: (fraction: number) => void;
}

/** Frames written between two reports. */
const framesPerProgress = 10;

/** Shows at every moment of a constant rate the newest picture of the clip, and draws each that is shown once. */
async function writeAtRate(
  frames: AsyncIterable<VideoFrame>,
  { draw, writer, fps, numFrames, startSeconds, onProgress }: RateOrder,
): Promise<void> {
  let written = 0;
  let shown: VideoFrame | null = null;

  async function writeUntil(frame: VideoFrame, endFrame: number): Promise<void> {
    if (written >= endFrame) return;
    const rgba = await draw(frame);
    while (written < endFrame) {
      await writer.write(rgba);
      written += 1;
      if (written % framesPerProgress === 0) onProgress(written / numFrames);
    }
  }

  try {
    for await (const frame of frames) {
      if (shown !== null) {
        // The first moment at which the new picture is to be seen; file clocks are coarse, so a hundredth of a frame is forgiven.
        const from = Math.ceil((frame.timestamp / 1e6 - startSeconds) * fps - 0.01);
        await writeUntil(shown, Math.min(numFrames, from));
        shown.close();
      }
      shown = frame;
    }
    if (shown !== null) await writeUntil(shown, numFrames);
  } finally {
    shown?.close();
  }
}
