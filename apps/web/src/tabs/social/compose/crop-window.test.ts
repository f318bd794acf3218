import { describe, expect, it } from 'vitest';
import { cropWindow, movedCentre } from './crop-window.ts';

describe('what a Reel shows of a clip', () => {
  it('is a part of the width of a wide clip, and stays within it', () => {
    const middle = cropWindow(1920, 1080, 0.5);
    expect(middle.axis).toBe('x');
    expect(middle.part).toBeCloseTo(0.3164, 3);
    expect(middle.position).toBeCloseTo(50);
    expect(cropWindow(1920, 1080, 0).position).toBeCloseTo(0);
    expect(cropWindow(1920, 1080, 1).position).toBeCloseTo(100);
    expect(cropWindow(1920, 1080, 1).centre).toBeCloseTo(1 - 0.3164 / 2, 3);
  });

  it('is a part of the height of a clip that is taller than a Reel', () => {
    expect(cropWindow(500, 1500, 0.5)).toMatchObject({ axis: 'y' });
  });

  it('is all of a clip that has its shape', () => {
    expect(cropWindow(1080, 1920, 0.2)).toEqual({ axis: null, part: 1, centre: 0.5, position: 50 });
    expect(cropWindow(0, 0, 0.2).axis).toBe(null);
  });

  it('follows a drag: to the right shows what lies to the left', () => {
    const middle = cropWindow(1920, 1080, 0.5);
    expect(movedCentre(middle, 0.5)).toBeCloseTo(0.5 - middle.part / 2);
    expect(movedCentre(middle, 10)).toBeCloseTo(middle.part / 2);
  });
});
