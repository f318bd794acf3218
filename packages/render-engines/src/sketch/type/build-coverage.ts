/**
 * Writes fonts/coverage.json: for each bundled font file the ranges of code points it can draw.
 * Run after a font was added or replaced: `node packages/render-engines/src/sketch/type/build-coverage.ts`
 */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { codePointsOfWoff2 } from './woff2-coverage.ts';

const folder = join(import.meta.dirname, '..', '..', '..', 'fonts');

/** Ranges as one text: first-last in base 36, or one number where they are the same, with commas between. */
export function rangesOf(points: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const point of points) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === point - 1) last[1] = point;
    else ranges.push([point, point]);
  }
  return ranges
    .map(([first, last]) => (first === last ? first.toString(36) : `${first.toString(36)}-${last.toString(36)}`))
    .join(',');
}

/** The coverage of every font in the folder, by file name without its ending. */
export function coverageOfFolder(from: string): Record<string, string> {
  const coverage: Record<string, string> = {};
  for (const name of readdirSync(from).sort()) {
    if (!name.endsWith('.woff2')) continue;
    coverage[name.slice(0, -'.woff2'.length)] = rangesOf(codePointsOfWoff2(readFileSync(join(from, name))) ?? []);
  }
  return coverage;
}

if (import.meta.main) {
  writeFileSync(join(folder, 'coverage.json'), `${JSON.stringify(coverageOfFolder(folder), null, 2)}\n`);
}
