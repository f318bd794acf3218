import { textKindOf } from '../text-kind.ts';
import { type ImageHeaderOutcome, refuseImage } from './image-outcome.ts';
import { readJpegHeader } from './jpeg-header.ts';
import { readPngHeader } from './png-header.ts';
import { readWebpHeader } from './webp-header.ts';

const pngMagic = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const jpegMagic = Buffer.from([0xff, 0xd8, 0xff]);

/** Pictures in the clothes of an MP4, named so that a person knows what to do. */
const foreignBrands: ReadonlyMap<string, string> = new Map([
  ['avif', 'AVIF'],
  ['avis', 'AVIF'],
  ['heic', 'HEIC'],
  ['heix', 'HEIC'],
  ['mif1', 'HEIC'],
]);

/**
 * Tells by the content alone what a file is, and reads its header. The structure is walked to the end of the file, so
 * that a truncated one is found: decoders fill the missing part with grey. No pixel is decoded, whatever size is named.
 */
export function readImageHeader(file: Buffer): ImageHeaderOutcome {
  if (file.length === 0) return refuseImage('not_an_image', 'The file is empty.');
  if (file.subarray(0, 8).equals(pngMagic)) return readPngHeader(file);
  if (file.subarray(0, 3).equals(jpegMagic)) return readJpegHeader(file);
  const tag = file.toString('latin1', 0, 4);
  const kind = file.toString('latin1', 8, 12);
  if (tag === 'RIFF' && kind === 'WEBP') return readWebpHeader(file);
  if (tag === 'GIF8') {
    return refuseImage('animated_image', 'GIF pictures are not taken, because they may move. Save it as PNG.');
  }
  const foreign = file.toString('latin1', 4, 8) === 'ftyp' ? foreignBrands.get(kind) : undefined;
  if (foreign !== undefined) {
    return refuseImage('not_an_image', `${foreign} pictures cannot be read here. Save it as PNG or JPEG.`);
  }
  if (textKindOf(file.subarray(0, 512)) === 'html')
    return refuseImage('not_an_image', 'It is a web page, not a picture.');
  return refuseImage('not_an_image', 'It is not a PNG, JPEG or WebP picture.');
}
