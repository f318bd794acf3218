const orientationTag = 0x0112;
const shortType = 3;

/**
 * Reads the orientation (1 to 8) from EXIF data, which begins with a TIFF header; 1 where it says none or is broken.
 * Source: Exif 2.32, section 4.6.4 A, and TIFF 6.0, section 2.
 */
export function readExifOrientation(tiff: Buffer): number {
  if (tiff.length < 14) return 1;
  const order = tiff.toString('latin1', 0, 2);
  if (order !== 'II' && order !== 'MM') return 1;
  const read16 = (offset: number): number => (order === 'II' ? tiff.readUInt16LE(offset) : tiff.readUInt16BE(offset));
  const directory = order === 'II' ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  if (directory + 2 > tiff.length) return 1;
  const numEntries = read16(directory);
  for (let index = 0; index < numEntries; index += 1) {
    const entry = directory + 2 + index * 12;
    if (entry + 12 > tiff.length) return 1;
    if (read16(entry) !== orientationTag || read16(entry + 2) !== shortType) continue;
    const orientation = read16(entry + 8);
    return orientation >= 1 && orientation <= 8 ? orientation : 1;
  }
  return 1;
}
