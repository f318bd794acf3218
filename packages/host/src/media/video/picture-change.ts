import type { Picture } from '../picture.ts';

/** A brightness step that a person can see; coding noise on a still picture stays below it. */
const visibleStep = 16;
/** The part of the pixels that must differ: a cursor in the corner of a still picture is no film. */
const visibleShare = 0.0001;
/** Every third pixel of every third row is looked at. */
const stride = 3;

/** Watches pictures of one video and tells whether any of them visibly differs from the first. */
export function createChangeWatch(): { see: (picture: Picture) => void; hasChanged: () => boolean } {
  let first: Picture | undefined;
  let changed = false;
  return {
    see(picture) {
      if (first === undefined) first = picture;
      else changed ||= differVisibly(first, picture);
    },
    hasChanged: () => changed,
  };
}

function differVisibly(left: Picture, right: Picture): boolean {
  if (left.width !== right.width || left.height !== right.height) return true;
  let looked = 0;
  let different = 0;
  for (let y = 0; y < left.height; y += stride) {
    for (let x = 0; x < left.width; x += stride) {
      const offset = (y * left.width + x) * 4;
      looked += 1;
      if (Math.abs(brightnessAt(left.rgba, offset) - brightnessAt(right.rgba, offset)) >= visibleStep) different += 1;
    }
  }
  return different > looked * visibleShare;
}

/** A rough brightness of one pixel, 0 to 255. */
export function brightnessAt(rgba: Uint8ClampedArray, offset: number): number {
  return ((rgba[offset] ?? 0) * 2 + (rgba[offset + 1] ?? 0) * 5 + (rgba[offset + 2] ?? 0)) / 8;
}
