import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { coverageOfFolder } from './build-coverage.ts';
import { fontCovers, fontCoversCluster, fontNames } from './font-coverage.ts';

const folder = join(import.meta.dirname, '..', '..', '..', 'fonts');

describe('the coverage table', () => {
  it('tells what the bundled files hold', () => {
    expect(JSON.parse(readFileSync(join(folder, 'coverage.json'), 'utf8'))).toEqual(coverageOfFolder(folder));
  });

  it('has an entry for every file, none of them empty, and a licence for all', () => {
    const files = readdirSync(folder).filter((name) => name.endsWith('.woff2'));
    expect(files.map((name) => name.replace('.woff2', '')).sort()).toEqual([...fontNames].sort());
    const licence = readFileSync(join(folder, 'OFL.txt'), 'utf8');
    for (const name of fontNames) {
      const family = /^(fraunces|bricolage-grotesque|noto-serif|noto-color-emoji)/.exec(name)?.[1] ?? 'noto-sans';
      expect(licence).toContain(family);
    }
  });

  it('answers for single code points at the edges of ranges', () => {
    expect(fontCovers('fraunces-latin', 'A'.charCodeAt(0))).toBe(true);
    expect(fontCovers('fraunces-latin', 0x1f)).toBe(false);
    expect(fontCovers('noto-sans-kr', 0xac00)).toBe(true);
    expect(fontCovers('noto-sans-kr', 0xd7a3)).toBe(true);
    expect(fontCovers('noto-sans-kr', 0xd7a4)).toBe(false);
    expect(fontCovers('no such font', 65)).toBe(false);
  });

  it('does not ask for glyphs of joiners and variation selectors', () => {
    expect(fontCoversCluster('noto-color-emoji', '❤\ufe0f')).toBe(true);
    expect(fontCoversCluster('fraunces-latin', 'a\u200d')).toBe(true);
  });
});
