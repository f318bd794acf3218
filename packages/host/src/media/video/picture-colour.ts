/** How the numbers of a YUV picture are meant. */
export type PictureColour = {
  /** BT.601 for old and small material, BT.709 for everything else. */
  readonly matrix: 'bt601' | 'bt709';
  /** Full range uses 0 to 255, limited range 16 to 235. */
  readonly fullRange: boolean;
};

/** Reads a track's colour tags; where they are missing, the usual guess by height is made, as players do. */
export function pictureColourOf(colorSpace: VideoColorSpaceInit | undefined, height: number): PictureColour {
  const matrix = colorSpace?.matrix;
  const isTagged601 = matrix === 'smpte170m' || matrix === 'bt470bg';
  const isGuessed601 = (matrix === undefined || matrix === null) && height < 720;
  return { matrix: isTagged601 || isGuessed601 ? 'bt601' : 'bt709', fullRange: colorSpace?.fullRange === true };
}

/** Kr and Kb, the weights of red and blue in luma (ITU-R BT.601-7 and BT.709-6). */
const weights = { bt601: { red: 0.299, blue: 0.114 }, bt709: { red: 0.2126, blue: 0.0722 } } as const;

/**
 * Converts planar YUV 4:2:0 with tightly packed planes to RGBA. The codec's own conversion calculates BT.601 always
 * (measured), which shifts the colours of everything we make.
 */
export function convertI420ToRgba(
  i420: Uint8Array,
  width: number,
  height: number,
  colour: PictureColour,
): Uint8ClampedArray {
  const { red, blue } = weights[colour.matrix];
  const green = 1 - red - blue;
  const lumaOffset = colour.fullRange ? 0 : 16;
  const lumaScale = colour.fullRange ? 1 : 255 / 219;
  const chromaScale = colour.fullRange ? 1 : 255 / 224;
  const redOfV = 2 * (1 - red) * chromaScale;
  const blueOfU = 2 * (1 - blue) * chromaScale;
  const greenOfU = (blueOfU * blue) / green;
  const greenOfV = (redOfV * red) / green;

  const chromaWidth = Math.ceil(width / 2);
  const chromaSize = chromaWidth * Math.ceil(height / 2);
  const uPlane = width * height;
  const vPlane = uPlane + chromaSize;
  const rgba = new Uint8ClampedArray(width * height * 4);
  let target = 0;
  for (let y = 0; y < height; y += 1) {
    const chromaRow = (y >> 1) * chromaWidth;
    for (let x = 0; x < width; x += 1) {
      const luma = ((i420[y * width + x] ?? 0) - lumaOffset) * lumaScale;
      const u = (i420[uPlane + chromaRow + (x >> 1)] ?? 128) - 128;
      const v = (i420[vPlane + chromaRow + (x >> 1)] ?? 128) - 128;
      rgba[target] = luma + redOfV * v;
      rgba[target + 1] = luma - greenOfU * u - greenOfV * v;
      rgba[target + 2] = luma + blueOfU * u;
      rgba[target + 3] = 255;
      target += 4;
    }
  }
  return rgba;
}
