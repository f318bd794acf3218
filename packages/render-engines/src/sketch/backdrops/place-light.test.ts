import { describe, expect, it } from 'vitest';
import { distanceTo, placeLight } from './place-light.ts';

const frame = { width: 832, bottom: 320 };

describe('placeLight', () => {
  it('leaves a light alone that stands clear of the type', () => {
    const box = { x: 60, y: 40, width: 300, height: 120 };
    expect(placeLight({ x: 650, y: 100 }, box, 75, frame)).toEqual({ x: 650, y: 100 });
    expect(placeLight({ x: 100, y: 60 }, null, 75, frame)).toEqual({ x: 100, y: 60 });
  });

  it('moves it to the nearer free side, or below where the type is as wide as the frame', () => {
    const narrow = { x: 60, y: 40, width: 500, height: 120 };
    expect(placeLight({ x: 540, y: 100 }, narrow, 75, frame)).toEqual({ x: 635, y: 100 });
    const wide = { x: 60, y: 40, width: 720, height: 120 };
    const placed = placeLight({ x: 540, y: 100 }, wide, 75, frame);
    expect(placed).toEqual({ x: 540, y: 235 });
    expect(distanceTo(wide, placed)).toBe(75);
  });

  it('stays where there is room nowhere', () => {
    const all = { x: 20, y: 20, width: 800, height: 300 };
    expect(placeLight({ x: 400, y: 100 }, all, 75, frame)).toEqual({ x: 400, y: 100 });
  });
});
