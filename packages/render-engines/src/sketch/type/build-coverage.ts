/**
 * Writes fonts/coverage.json: for each bundled font file the ranges of code points it can draw.
 * Run after a font was added or replaced: `node packages/render-engines/src/sketch/type/build-coverage.ts`
 */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { codePointsOfWoff2 } from './woff2-coverage.ts';

const folder = join(import.meta.dirname, '..', '..', '..', 'fonts');

/** Ranges as one flat list of numbers: first, last, first, last … */
export function rangesOf(points: readonly number[]): number[] {
  const ranges: number[] = [];
  for (const point of points) {
    if (ranges.length > 0 && ranges[ranges.length - 1] === point - 1) ranges[ranges.length - 1] = point;
    else ranges.push(point, point);
  }
  return ranges;
}

/** The coverage of every font in the folder, by file name without its ending. */
export function coverageOfFolder(from: string): Record<string, number[]> {
  const coverage: Record<string, number[]> = {};
  for (const name of readdirSync(from).sort()) {
    if (!name.endsWith('.woff2')) continue;
    coverage[name.slice(0, -'.woff2'.length)] = rangesOf(codePointsOfWoff2(readFileSync(join(from, name))) ?? []);
  }
  return coverage;
}

if (import.meta.main) {
  const lines = Object.entries(coverageOfFolder(folder)).map(
    ([name, ranges]) => `  ${JSON.stringify(name)}: ${JSON.stringify(ranges)}`,
  );
  writeFileSync(join(folder, 'coverage.json'), `{\n${lines.join(',\n')}\n}\n`);
}
