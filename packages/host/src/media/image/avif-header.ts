import { ok } from '@videoexpress/job-schema';
import { type ImageHeaderOutcome, refuseAsCorrupt, refuseImage } from './image-outcome.ts';

/** The auxiliary picture that holds an AVIF's transparency. */
const alphaMark = 'urn:mpeg:mpegB:cicp:systems:auxiliary:alpha';

/**
 * Reads the boxes of an AVIF to the end of the file (ISO/IEC 23008-12). It is written anew: as PNG where it shines
 * through, else as JPEG, which every engine can read.
 */
export function readAvifHeader(file: Buffer): ImageHeaderOutcome {
  if (file.toString('latin1', 8, 12) === 'avis') {
    return refuseImage('animated_image', 'The AVIF moves, which a still picture must not. Save one frame as PNG.');
  }
  const meta = findMetaBox(file);
  if (meta === null) return refuseAsCorrupt('it ends early');
  const size = largestSize(meta);
  if (size === null) return refuseAsCorrupt('it names no size');
  const mimeType = meta.includes(alphaMark) ? 'image/png' : 'image/jpeg';
  return ok({ mimeType, ...size, orientation: 1, isUnusual: true });
}

/** Null where a box is missing, goes on behind the end of the file, or is there twice, as a decoder may take either. */
function findMetaBox(file: Buffer): Buffer | null {
  let meta: Buffer | null = null;
  let position = 0;
  while (position + 8 <= file.length) {
    const given = file.readUInt32BE(position);
    const size = given === 0 ? file.length - position : given;
    if (size < 8 || position + size > file.length) return null;
    if (file.toString('latin1', position + 4, position + 8) === 'meta') {
      if (meta !== null) return null;
      meta = file.subarray(position, position + size);
    }
    position += size;
  }
  return meta;
}

/** Each picture in the file, the whole one and its tiles alike, has a box with its size; the whole one is the largest. */
function largestSize(meta: Buffer): { width: number; height: number } | null {
  let largest: { width: number; height: number } | null = null;
  for (let at = meta.indexOf('ispe'); at !== -1 && at + 16 <= meta.length; at = meta.indexOf('ispe', at + 4)) {
    const [width, height] = [meta.readUInt32BE(at + 8), meta.readUInt32BE(at + 12)];
    if (largest === null || width * height > largest.width * largest.height) largest = { width, height };
  }
  return largest === null || largest.width === 0 || largest.height === 0 ? null : largest;
}
