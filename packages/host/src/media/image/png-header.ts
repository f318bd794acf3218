import { crc32 } from 'node:zlib';
import { ok } from '@videoexpress/job-schema';
import { readExifOrientation } from './exif-orientation.ts';
import { type ImageHeaderOutcome, refuseAsCorrupt, refuseImage } from './image-outcome.ts';

const signatureBytes = 8;
/** Length, name and checksum around a chunk's data. */
const chunkOverheadBytes = 12;

/** Walks the chunks of a PNG and checks each one's checksum (W3C PNG, third edition, sections 5 and 11). */
export function readPngHeader(file: Buffer): ImageHeaderOutcome {
  let position = signatureBytes;
  let size: { width: number; height: number; bitDepth: number } | undefined;
  let orientation = 1;
  let hasPixels = false;
  while (position + chunkOverheadBytes <= file.length) {
    const dataBytes = file.readUInt32BE(position);
    const end = position + chunkOverheadBytes + dataBytes;
    if (end > file.length) return refuseAsCorrupt('it ends in the middle');
    const name = file.toString('latin1', position + 4, position + 8);
    const data = file.subarray(position + 8, end - 4);
    if (crc32(file.subarray(position + 4, end - 4)) !== file.readUInt32BE(end - 4)) {
      return refuseAsCorrupt('a checksum is wrong');
    }
    if (size === undefined) {
      if (name !== 'IHDR' || data.length !== 13) return refuseAsCorrupt('it has no header');
      size = { width: data.readUInt32BE(0), height: data.readUInt32BE(4), bitDepth: data.readUInt8(8) };
      if (size.width === 0 || size.height === 0) return refuseAsCorrupt('it has no size');
    } else if (name === 'IHDR') {
      return refuseAsCorrupt('it has two headers');
    }
    if (name === 'acTL') return refuseImage('animated_image', 'It is an animated PNG. A still picture is needed.');
    if (name === 'eXIf') orientation = readExifOrientation(data);
    if (name === 'IDAT') hasPixels = true;
    if (name === 'IEND') {
      if (!hasPixels) return refuseAsCorrupt('it has no pixels');
      const { width, height, bitDepth } = size;
      return ok({ mimeType: 'image/png', width, height, orientation, isUnusual: bitDepth > 8 });
    }
    position = end;
  }
  return refuseAsCorrupt('it ends in the middle');
}
