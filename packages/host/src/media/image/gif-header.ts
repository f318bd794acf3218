import { ok } from '@videoexpress/job-schema';
import { type ImageHeaderOutcome, refuseAsCorrupt, refuseImage } from './image-outcome.ts';

const imageBlock = 0x2c;
const extensionBlock = 0x21;
const trailer = 0x3b;

/** Walks the blocks of a GIF to its trailer. One with a single picture is taken, and written anew as PNG. */
export function readGifHeader(file: Buffer): ImageHeaderOutcome {
  if (file.length < 13) return refuseAsCorrupt('it ends early');
  let [width, height] = [file.readUInt16LE(6), file.readUInt16LE(8)];
  let position = 13 + colourTableBytes(file[10] ?? 0);
  let numPictures = 0;
  for (;;) {
    const block = file[position];
    if (block === undefined) return refuseAsCorrupt('it ends early');
    if (block === trailer) break;
    if (block === imageBlock) {
      numPictures += 1;
      if (numPictures > 1) {
        return refuseImage('animated_image', 'The GIF moves, which a still picture must not. Save one frame as PNG.');
      }
      if (position + 10 > file.length) return refuseAsCorrupt('it ends early');
      // A picture that is larger than its screen makes the screen grow in some decoders.
      width = Math.max(width, file.readUInt16LE(position + 1) + file.readUInt16LE(position + 5));
      height = Math.max(height, file.readUInt16LE(position + 3) + file.readUInt16LE(position + 7));
      position = afterSubBlocks(file, position + 11 + colourTableBytes(file[position + 9] ?? 0));
    } else if (block === extensionBlock) {
      position = afterSubBlocks(file, position + 2);
    } else {
      return refuseAsCorrupt('a block is not known');
    }
  }
  if (numPictures === 0 || width === 0 || height === 0) return refuseAsCorrupt('it has no picture');
  return ok({ mimeType: 'image/png', width, height, orientation: 1, isUnusual: true });
}

function colourTableBytes(flags: number): number {
  return (flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 0x07) + 1);
}

/** Sub-blocks tell their length first; one of length 0 is the last. */
function afterSubBlocks(file: Buffer, start: number): number {
  let position = start;
  for (let length = file[position]; length !== undefined; length = file[position]) {
    position += 1 + length;
    if (length === 0) break;
  }
  return position;
}
