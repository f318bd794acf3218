import { readFile } from 'node:fs/promises';
import { err, ok, type Result } from '@videoexpress/job-schema';
import { z } from 'zod';
import { writeDurably } from '../durable-file.ts';
import type { FileFault } from '../media-tool-error.ts';

const inputSchema = z.object({ sourcePath: z.string(), outputPath: z.string() });
const quality = 90;

/** The child task `picture-as-jpeg`: a poster as services take it. They know no WebP. */
export async function pictureAsJpeg(rawInput: unknown): Promise<Result<null, FileFault>> {
  const { sourcePath, outputPath } = inputSchema.parse(rawInput);
  const { createCanvas, loadImage } = await import('@napi-rs/canvas');
  try {
    const picture = await loadImage(await readFile(sourcePath));
    const canvas = createCanvas(picture.width, picture.height);
    canvas.getContext('2d').drawImage(picture, 0, 0);
    await writeDurably(outputPath, canvas.toBuffer('image/jpeg', quality));
    return ok(null);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    return err({ code: 'damaged_video', reason: `The poster cannot be read: ${reason}` });
  }
}
