import { err, ok, type Result } from '@videoexpress/job-schema';
import { z } from 'zod';
import { writeDurably } from '../durable-file.ts';
import type { FileFault } from '../media-tool-error.ts';
import { type FrameSample, sampleFrames } from '../video/sample-frames.ts';
import { asVideoFault, VideoFault } from '../video/video-input.ts';
import { createFitDrawer } from './fit-drawer.ts';
import { fitSchema, planFit } from './fit-plan.ts';
import { openClip } from './open-clip.ts';

const inputSchema = z.object({
  sourcePath: z.string(),
  /** Where the picture goes, a JPEG. */
  outputPath: z.string(),
  fit: fitSchema,
  atSeconds: z.number().nonnegative(),
});

const quality = 85;
/** Twenty seconds at 60 a second: few clips have their key frames further apart, and this very frame was chosen. */
const mostPackets = 1200;

/** The child task `fitted-frame`: one picture of a clip as `fit-video` would make it. */
export async function fittedFrame(rawInput: unknown): Promise<Result<null, FileFault>> {
  const { sourcePath, outputPath, fit, atSeconds } = inputSchema.parse(rawInput);
  try {
    const { track, dispose } = await openClip(sourcePath);
    try {
      const shown = {
        width: Math.round(await track.getDisplayWidth()),
        height: Math.round(await track.getDisplayHeight()),
      };
      const drawer = await createFitDrawer(track, planFit(shown, fit));
      let jpeg: Uint8Array | null = null;
      const startSeconds = await track.getFirstTimestamp();
      const draw = ({ picture }: FrameSample): boolean => {
        if (picture !== null) jpeg = drawer.draw(picture).toBuffer('image/jpeg', quality);
        return false;
      };
      await sampleFrames(track, [startSeconds + atSeconds], draw, mostPackets);
      if (jpeg === null) return err({ code: 'damaged_video', reason: 'There is no frame at that moment.' });
      await writeDurably(outputPath, jpeg);
      return ok(null);
    } finally {
      dispose();
    }
  } catch (error) {
    const fault = asVideoFault(error, 'The clip cannot be read');
    if (fault instanceof VideoFault) return err({ code: 'damaged_video', reason: fault.message });
    throw fault;
  }
}
