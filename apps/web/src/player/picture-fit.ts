/** Thumbs and cards are wells of this shape, width to height. */
const wellRatio = 16 / 9;
/** Models draw 832 × 480 and 1280 × 704 for 16:9. Bars this slim look like a fault, and cutting as much is not seen. */
const tolerance = 0.05;

/** How a picture lies in a 16:9 well: filling it where it has nearly that shape, else whole with bars. */
export function wellFit(width: number | null | undefined, height: number | null | undefined): string {
  if (typeof width !== 'number' || typeof height !== 'number' || height <= 0) return 'object-contain';
  return Math.abs(width / height / wellRatio - 1) <= tolerance ? 'object-cover' : 'object-contain';
}
