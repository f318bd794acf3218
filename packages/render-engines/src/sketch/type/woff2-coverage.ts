import { tablesOfWoff2 } from './woff2-tables.ts';

/**
 * The code points for which a WOFF2 font has a glyph, ascending.
 * @param file the bytes of one .woff2 file
 * @returns the code points, or null where the file holds no Unicode table in format 4 or 12
 */
export function codePointsOfWoff2(file: Buffer): readonly number[] | null {
  const cmap = tablesOfWoff2(file).find((table) => table.tag === 'cmap')?.data;
  if (cmap === undefined) return null;
  const found = new Set<number>();
  const tableCount = cmap.readUInt16BE(2);
  for (let table = 0; table < tableCount; table++) {
    const start = cmap.readUInt32BE(4 + table * 8 + 4);
    const format = cmap.readUInt16BE(start);
    if (format === 12) addSegmentedCoverage(cmap, start, found);
    if (format === 4) addSegmentMapping(cmap, start, found);
  }
  return found.size === 0 ? null : [...found].sort((a, b) => a - b);
}

/** Format 12: groups of (first, last, first glyph). */
function addSegmentedCoverage(cmap: Buffer, start: number, found: Set<number>): void {
  const groups = cmap.readUInt32BE(start + 12);
  for (let group = 0; group < groups; group++) {
    const first = cmap.readUInt32BE(start + 16 + group * 12);
    const last = cmap.readUInt32BE(start + 20 + group * 12);
    for (let point = first; point <= last; point++) found.add(point);
  }
}

/** Format 4: segments of the basic plane, a glyph either by a difference or through an array of glyphs. */
function addSegmentMapping(cmap: Buffer, start: number, found: Set<number>): void {
  const doubled = cmap.readUInt16BE(start + 6);
  for (let at = 0; at < doubled; at += 2) {
    const last = cmap.readUInt16BE(start + 14 + at);
    const first = cmap.readUInt16BE(start + 16 + doubled + at);
    const delta = cmap.readUInt16BE(start + 16 + doubled * 2 + at);
    const rangeAt = start + 16 + doubled * 3 + at;
    const range = cmap.readUInt16BE(rangeAt);
    for (let point = first; point <= last && point < 0xffff; point++) {
      const direct = range === 0;
      const listed = direct ? point : cmap.readUInt16BE(rangeAt + range + (point - first) * 2);
      if (direct ? ((point + delta) & 0xffff) !== 0 : listed !== 0) found.add(point);
    }
  }
}
