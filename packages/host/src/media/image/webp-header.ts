import { ok } from '@videoexpress/job-schema';
import { readExifOrientation } from './exif-orientation.ts';
import { type ImageHeaderOutcome, refuseAsCorrupt, refuseImage } from './image-outcome.ts';

/** `RIFF`, the size and `WEBP`. */
const fileHeaderBytes = 12;
const animationFlag = 0x02;

type Size = { width: number; height: number };

/** Walks the chunks of a WebP (RFC 9649). */
export function readWebpHeader(file: Buffer): ImageHeaderOutcome {
  const end = file.readUInt32LE(4) + 8;
  if (end > file.length) return refuseAsCorrupt('it ends in the middle');
  let position = fileHeaderBytes;
  let canvas: Size | undefined;
  let pixels: Size | undefined;
  let orientation = 1;
  while (position + 8 <= end) {
    const name = file.toString('latin1', position, position + 4);
    const dataBytes = file.readUInt32LE(position + 4);
    const dataStart = position + 8;
    if (dataStart + dataBytes > end) return refuseAsCorrupt('it ends in the middle');
    const data = file.subarray(dataStart, dataStart + dataBytes);
    const isMoving = name === 'ANIM' || name === 'ANMF' || (name === 'VP8X' && ((data[0] ?? 0) & animationFlag) !== 0);
    if (isMoving) return refuseImage('animated_image', 'It is an animated WebP. A still picture is needed.');
    if (name === 'VP8X' && data.length >= 10) {
      canvas = { width: data.readUIntLE(4, 3) + 1, height: data.readUIntLE(7, 3) + 1 };
    }
    // A decoder takes the first picture, this loop ends at the last: only one that has a single picture has one size.
    if (name === 'VP8 ' || name === 'VP8L') {
      if (pixels !== undefined) return refuseAsCorrupt('it has two pictures');
      pixels = name === 'VP8 ' ? readLossySize(data) : readLosslessSize(data);
    }
    // Some writers put the JPEG prefix before the TIFF header here too.
    if (name === 'EXIF')
      orientation = readExifOrientation(data.toString('latin1', 0, 4) === 'Exif' ? data.subarray(6) : data);
    // Chunks begin at even places.
    position = dataStart + dataBytes + (dataBytes % 2);
  }
  if (pixels === undefined || pixels.width === 0 || pixels.height === 0) return refuseAsCorrupt('it has no pixels');
  const width = Math.max(pixels.width, canvas?.width ?? 0);
  const height = Math.max(pixels.height, canvas?.height ?? 0);
  return ok({ mimeType: 'image/webp', width, height, orientation, isUnusual: false });
}

/** The frame header of VP8: a tag of 3 bytes, a start code, two sides of 14 bits (RFC 6386, section 9.1). */
function readLossySize(data: Buffer): Size | undefined {
  if (data.length < 10 || data.readUIntBE(3, 3) !== 0x9d012a) return undefined;
  return { width: data.readUInt16LE(6) & 0x3fff, height: data.readUInt16LE(8) & 0x3fff };
}

/** VP8L: a signature byte, then both sides less one in 14 bits each (RFC 9649, section 3.4). */
function readLosslessSize(data: Buffer): Size | undefined {
  if (data.length < 5 || data.readUInt8(0) !== 0x2f) return undefined;
  const bits = data.readUInt32LE(1);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}
