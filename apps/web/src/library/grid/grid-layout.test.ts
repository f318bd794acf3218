import { describe, expect, it } from 'vitest';
import { gridLayout, movedInGrid } from './grid-layout.ts';

const measures = { minCardWidth: 240, gap: 16, underHeight: 44 };

describe('gridLayout', () => {
  it('puts as many cards in a row as fit', () => {
    expect(gridLayout(1104, measures)).toEqual({ columns: 4, cardWidth: 264, rowHeight: 149 + 44 + 16 });
    expect(gridLayout(1008, measures).columns).toBe(4);
    expect(gridLayout(1007, measures).columns).toBe(3);
    expect(gridLayout(100, measures)).toMatchObject({ columns: 1, cardWidth: 100 });
  });
});

describe('movedInGrid', () => {
  // 10 cards in rows of 4: the last row has two.
  const moved = (key: Parameters<typeof movedInGrid>[0], from: number) => movedInGrid(key, from, 4, 10, 2);

  it('moves by one and by a row', () => {
    expect(moved('ArrowRight', 3)).toBe(4);
    expect(moved('ArrowLeft', 0)).toBe(0);
    expect(moved('ArrowRight', 9)).toBe(9);
    expect(moved('ArrowDown', 1)).toBe(5);
    expect(moved('ArrowUp', 2)).toBe(2);
  });

  it('reaches a shorter last row from above it', () => {
    expect(moved('ArrowDown', 7)).toBe(9);
    expect(moved('ArrowDown', 8)).toBe(8);
  });

  it('goes to the ends, and by pages within them', () => {
    expect(moved('Home', 7)).toBe(0);
    expect(moved('End', 0)).toBe(9);
    expect(moved('PageDown', 3)).toBe(9);
    expect(moved('PageUp', 9)).toBe(1);
    expect(moved('PageUp', 5)).toBe(1);
  });
});
