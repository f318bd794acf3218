import { describe, expect, it } from 'vitest';
import { breakBalanced, breakLines, lineWidth } from './line-breaking.ts';

const atoms = (...widths: number[]) => widths.map((width) => ({ width, gapBefore: 1 }));

describe('breakLines', () => {
  it('fills each line before it begins the next', () => {
    expect(breakLines(atoms(4, 4, 4), 9)).toEqual([[0, 1], [2]]);
  });

  it('gives an atom wider than the measure a line of its own', () => {
    expect(breakLines(atoms(2, 20, 2), 9)).toEqual([[0], [1], [2]]);
  });
});

describe('breakBalanced', () => {
  it('takes no more lines than needed and makes them of like length', () => {
    const words = atoms(5, 5, 5, 5, 5, 2);
    const lines = breakBalanced(words, 24);
    expect(lines.length).toBe(breakLines(words, 24).length);
    const widths = lines.map((line) => lineWidth(words, line));
    expect(Math.max(...widths) - Math.min(...widths)).toBeLessThan(8);
  });

  it('loses no atom', () => {
    const words = atoms(3, 1, 4, 1, 5, 9, 2, 6);
    expect(breakBalanced(words, 12).flat()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });
});
