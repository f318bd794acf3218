import coverageTable from '../../../fonts/coverage.json' with { type: 'json' };

/** First and last code points of each font's ranges, one after the other. */
const ranges = new Map<string, readonly number[]>(
  Object.entries(coverageTable).map(([font, text]) => [font, parseRanges(text)]),
);

function parseRanges(text: string): number[] {
  return text.split(',').flatMap((range) => {
    const [first = '', last = first] = range.split('-');
    return [Number.parseInt(first, 36), Number.parseInt(last, 36)];
  });
}

/** Every bundled font. */
export const fontNames: readonly string[] = [...ranges.keys()];

/** Whether a bundled font has a glyph for a code point. */
export function fontCovers(font: string, point: number): boolean {
  const table = ranges.get(font);
  if (table === undefined) return false;
  let low = 0;
  let high = table.length / 2 - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (point < (table[middle * 2] ?? 0)) high = middle - 1;
    else if (point > (table[middle * 2 + 1] ?? 0)) low = middle + 1;
    else return true;
  }
  return false;
}

/**
 * Code points that shape their neighbours and need no glyph of their own: joiners, direction marks and variation
 * selectors. A font without them still draws the cluster.
 */
export function isInvisible(point: number): boolean {
  return (
    (point >= 0x200b && point <= 0x200f) ||
    (point >= 0x202a && point <= 0x202e) ||
    (point >= 0x2060 && point <= 0x2069) ||
    (point >= 0xfe00 && point <= 0xfe0f) ||
    (point >= 0xe0100 && point <= 0xe01ef) ||
    point === 0xfeff ||
    point === 0x00ad ||
    point === 0x034f ||
    point === 0x061c ||
    (point >= 0x180b && point <= 0x180f)
  );
}

/** Whether a font can draw a whole cluster (what a reader sees as one character). */
export function fontCoversCluster(font: string, cluster: string): boolean {
  for (const character of cluster) {
    const point = character.codePointAt(0) ?? 0;
    if (!fontCovers(font, point) && !isInvisible(point)) return false;
  }
  return true;
}
