/**
 * Converts 8-bit sRGB pixels to planar YUV 4:2:0, BT.709 with limited range (16 to 235), which is what every player
 * expects of an H.264 file. The encoder's own conversion of RGBA was measured and is not used: it calculates BT.601
 * whatever colour space the frame names, so that pure red came back as (255, 23, 0).
 *
 * Coefficients: ITU-R BT.709-6, Kr 0.2126 and Kb 0.0722, times 65,536. Chroma is the mean of a 2 × 2 block.
 *
 * @param rgba `width * height * 4` bytes. Alpha is not read: premultiplied pixels appear over black.
 * @param i420 receives `width * height * 3 / 2` bytes: the Y plane, then U, then V.
 */
export function convertRgbaToI420(rgba: Uint8Array, width: number, height: number, i420: Uint8Array): void {
  const lumaSize = width * height;
  const rowBytes = width * 4;
  let u = lumaSize;
  let v = lumaSize + lumaSize / 4;
  for (let y = 0; y < height; y += 2) {
    let top = y * rowBytes;
    let bottom = top + rowBytes;
    let lumaTop = y * width;
    let lumaBottom = lumaTop + width;
    for (let x = 0; x < width; x += 2) {
      const r0 = rgba[top] ?? 0;
      const g0 = rgba[top + 1] ?? 0;
      const b0 = rgba[top + 2] ?? 0;
      const r1 = rgba[top + 4] ?? 0;
      const g1 = rgba[top + 5] ?? 0;
      const b1 = rgba[top + 6] ?? 0;
      const r2 = rgba[bottom] ?? 0;
      const g2 = rgba[bottom + 1] ?? 0;
      const b2 = rgba[bottom + 2] ?? 0;
      const r3 = rgba[bottom + 4] ?? 0;
      const g3 = rgba[bottom + 5] ?? 0;
      const b3 = rgba[bottom + 6] ?? 0;
      top += 8;
      bottom += 8;
      // 1,081,344 is 16.5 in this scale: the offset of black and the rounding.
      i420[lumaTop] = (11966 * r0 + 40254 * g0 + 4064 * b0 + 1081344) >> 16;
      i420[lumaTop + 1] = (11966 * r1 + 40254 * g1 + 4064 * b1 + 1081344) >> 16;
      i420[lumaBottom] = (11966 * r2 + 40254 * g2 + 4064 * b2 + 1081344) >> 16;
      i420[lumaBottom + 1] = (11966 * r3 + 40254 * g3 + 4064 * b3 + 1081344) >> 16;
      lumaTop += 2;
      lumaBottom += 2;
      const r = r0 + r1 + r2 + r3;
      const g = g0 + g1 + g2 + g3;
      const b = b0 + b1 + b2 + b3;
      // The sums are of four pixels, so the scale is 2^18; 33,685,504 is 128.5 in it.
      i420[u] = (-6596 * r - 22189 * g + 28785 * b + 33685504) >> 18;
      i420[v] = (28785 * r - 26145 * g - 2640 * b + 33685504) >> 18;
      u += 1;
      v += 1;
    }
  }
}
