import { readFile, rm, stat } from 'node:fs/promises';
import type { Canvas, Image } from '@napi-rs/canvas';
import { ok, type Result } from '@videoexpress/job-schema';
import { z } from 'zod';
import { fingerprintFile, writeDurably } from '../durable-file.ts';
import type { FileFault } from '../media-tool-error.ts';
import { writePoster } from '../poster.ts';
import { readImageHeader } from './image-header.ts';
import { type ImageHeader, refuseAsCorrupt, refuseImage } from './image-outcome.ts';
import { drawUpright } from './upright.ts';

export const inspectImageInputSchema = z.object({
  /** What a person gave. It is not changed. */
  sourcePath: z.string(),
  /** Where the usable picture goes; an existing file is replaced. */
  outputPath: z.string(),
  /** Where its poster goes, a WebP. */
  posterPath: z.string(),
  maxBytes: z.int().positive().default(20_000_000),
  maxPixels: z.int().positive().default(50_000_000),
});
export type InspectImageInput = z.input<typeof inspectImageInputSchema>;

export type ImageFacts = {
  readonly width: number;
  readonly height: number;
  readonly mimeType: ImageHeader['mimeType'];
  readonly bytes: number;
  readonly sha256: string;
  /** True where the file was written anew: ink colours, 16 bits, or a rotation that was applied. */
  readonly converted: boolean;
};

/** JPEG quality of a converted photograph, 0 to 100. */
const jpegQuality = 95;

/**
 * The child task `inspect-image`: decides by content whether a file is a picture that can be used, and leaves at
 * `outputPath` one that every program shows the same way: upright, 8-bit sRGB, PNG, JPEG or WebP. The header is read
 * before anything is decoded, so a few bytes that claim a huge picture cost nothing.
 */
export async function inspectImage(rawInput: unknown): Promise<Result<ImageFacts, FileFault>> {
  const input = inspectImageInputSchema.parse(rawInput);
  const outcome = await inspect(input);
  if (!outcome.ok) await Promise.all([rm(input.outputPath, { force: true }), rm(input.posterPath, { force: true })]);
  return outcome;
}

async function inspect(input: z.output<typeof inspectImageInputSchema>): Promise<Result<ImageFacts, FileFault>> {
  const { size } = await stat(input.sourcePath);
  if (size > input.maxBytes) {
    return refuseImage(
      'image_too_large',
      `It has ${inMegabytes(size)}, at most ${inMegabytes(input.maxBytes)} are taken.`,
    );
  }
  const file = await readFile(input.sourcePath);
  const outcome = readImageHeader(file);
  if (!outcome.ok) return outcome;
  const header = outcome.value;
  if (header.width * header.height > input.maxPixels) {
    const limit = Math.round(input.maxPixels / 1e6);
    return refuseImage(
      'image_too_many_pixels',
      `It is ${header.width} × ${header.height}, at most ${limit} megapixels are taken.`,
    );
  }

  const picture = await decode(file);
  if (picture === null) return refuseAsCorrupt('it cannot be decoded');
  const converted = header.isUnusual || header.orientation !== 1;
  const redrawn = converted ? await drawUpright(picture, header) : null;
  const mimeType = redrawn !== null && header.mimeType === 'image/webp' ? 'image/png' : header.mimeType;
  await writeDurably(input.outputPath, redrawn === null ? file : await encode(redrawn, mimeType));
  await writePoster(input.posterPath, redrawn ?? picture);
  const { width, height } = redrawn ?? picture;
  return ok({ width, height, mimeType, ...(await fingerprintFile(input.outputPath)), converted });
}

async function decode(file: Buffer): Promise<Image | null> {
  const { loadImage } = await import('@napi-rs/canvas');
  return loadImage(file).catch(() => null);
}

async function encode(picture: Canvas, mimeType: ImageHeader['mimeType']): Promise<Uint8Array> {
  return mimeType === 'image/jpeg' ? picture.encode('jpeg', jpegQuality) : picture.encode('png');
}

function inMegabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
