import { textKindOf } from '../text-kind.ts';
import { readAvifHeader } from './avif-header.ts';
import { readGifHeader } from './gif-header.ts';
import { type ImageHeaderOutcome, refuseImage } from './image-outcome.ts';
import { readJpegHeader } from './jpeg-header.ts';
import { readPngHeader } from './png-header.ts';
import { readWebpHeader } from './webp-header.ts';

const pngMagic = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const jpegMagic = Buffer.from([0xff, 0xd8, 0xff]);

/** Apple's pictures, for which the libraries have no decoder. */
const heicBrands: ReadonlySet<string> = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1']);
const avifBrands: ReadonlySet<string> = new Set(['avif', 'avis']);

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
  if (tag === 'GIF8') return readGifHeader(file);
  if (file.toString('latin1', 4, 8) === 'ftyp') {
    if (avifBrands.has(kind)) return readAvifHeader(file);
    if (heicBrands.has(kind)) {
      return refuseImage('not_an_image', 'HEIC pictures cannot be read here. Save it as JPEG or PNG.');
    }
  }
  if (textKindOf(file.subarray(0, 512)) === 'html')
    return refuseImage('not_an_image', 'It is a web page, not a picture.');
  return refuseImage(
    'not_an_image',
    'It is neither a picture (PNG, JPEG, WebP, AVIF, GIF) nor a video (MP4, MOV, WebM, MKV).',
  );
}
