/** Pixels of one picture, 8-bit sRGB, opaque, tightly packed. */
export type Picture = {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8ClampedArray;
};
