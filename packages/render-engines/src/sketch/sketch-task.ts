import { rename } from 'node:fs/promises';
import { type Image, loadImage } from '@napi-rs/canvas';
import { type ChildTask, openVideoWriter } from '@videoexpress/host';
import { z } from 'zod';
import { planSketch } from './plan/plan-sketch.ts';
import { createPicturePainter } from './picture-camera.ts';
import { createPreviewTaker } from './preview-taker.ts';
import { createSketchRenderer } from './sketch-renderer.ts';

const progressEveryMs = 100;

const orderSchema = z.object({
  kind: z.enum(['text_to_video', 'image_to_video']),
  input: z.object({
    prompt: z.string().default(''),
    width: z.int(),
    height: z.int(),
    num_frames: z.int(),
    fps: z.int(),
    seed: z.int(),
    title: z.string(),
    show_text: z.boolean(),
    transitions: z.enum(['auto', 'dissolve', 'cut']),
  }),
  imagePath: z.string().nullable(),
  outputPath: z.string(),
  fontsFolder: z.string(),
});

/** An input file that is gone or cannot be read as a picture; the code tells the engine which failure it is. */
class PictureUnreadable extends Error {
  readonly code = 'input_missing';
}

async function readPicture(path: string): Promise<Image> {
  try {
    return await loadImage(path);
  } catch (cause) {
    throw new PictureUnreadable(
      `The input picture cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`,
    );
  }
}

/** Draws a whole clip, and gives it its name only when the last frame is written. */
export const sketchTask: ChildTask = async (raw, { reportProgress }) => {
  const { kind, input, imagePath, outputPath, fontsFolder } = orderSchema.parse(raw);
  const { show_text: showText, title, ...rest } = input;
  const plan = planSketch({ ...rest, kind, showText, ...(title === '' ? {} : { title }) });
  const picture = imagePath === null ? null : createPicturePainter(plan, await readPicture(imagePath));
  const renderer = createSketchRenderer(plan, fontsFolder, picture);
  const partPath = `${outputPath}.tmp`;
  const { width, height, fps } = plan;
  const writer = await openVideoWriter({ path: partPath, width, height, fps, totalFrames: plan.frameCount });
  const takePreview = createPreviewTaker(plan);
  let reportedAt = 0;
  for (let frame = 0; frame < plan.frameCount; frame += 1) {
    renderer.drawFrame(frame);
    await writer.write(renderer.canvas.data());
    const now = performance.now();
    if (now - reportedAt < progressEveryMs && frame + 1 < plan.frameCount) continue;
    reportedAt = now;
    const step = frame + 1;
    const preview = takePreview(renderer.canvas, frame);
    reportProgress({
      progress: { fraction: step / plan.frameCount, stage: 'Drawing', step, totalSteps: plan.frameCount },
      ...(preview === undefined ? {} : { preview }),
    });
  }
  await writer.finish();
  await rename(partPath, outputPath);
  return { warnings: renderer.warnings().filter((warning) => warning === 'missing_glyphs') };
};
