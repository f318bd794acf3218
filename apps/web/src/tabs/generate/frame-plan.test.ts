import { describe, expect, it } from 'vitest';
import { modelOf } from '../../testing/model-of.ts';
import { framePlan, framePlanLine, framesFor, nearestRatio, sizeFor } from './frame-plan.ts';

describe('sizeFor', () => {
  it('takes the default of the model for its own ratio, turned for the upright one', () => {
    expect(sizeFor(modelOf(), '16:9')).toEqual({ width: 832, height: 480 });
    expect(sizeFor(modelOf(), '9:16')).toEqual({ width: 480, height: 832 });
  });

  it('keeps about as many pixels for another ratio, in whole blocks', () => {
    expect(sizeFor(modelOf(), '1:1')).toEqual({ width: 624, height: 624 });
    const sides = { min: 64, max: 1920, multipleOf: 64 };
    expect(sizeFor(modelOf({ sidePixels: sides }), '1:1')).toEqual({ width: 640, height: 640 });
  });

  it('offers nothing beyond the limits of the model', () => {
    expect(sizeFor(modelOf({ sidePixels: { min: 64, max: 640, multipleOf: 2 } }), '9:16')).toBeNull();
    expect(sizeFor(modelOf({ maxPixels: 100_000 }), '1:1')).toBeNull();
  });
});

describe('framesFor', () => {
  it('takes the default where that is the duration as near as one sees', () => {
    expect(framesFor(modelOf(), 5)).toBe(81);
  });

  it('takes the nearest number of frames that the model can make', () => {
    expect(framesFor(modelOf(), 3)).toBe(48);
    const wan = modelOf({ numFrames: { min: 5, max: 241, base: 1, step: 4 } }, { num_frames: 121, fps: 24 });
    expect(framesFor(wan, 5)).toBe(121);
    expect(framesFor(wan, 3)).toBe(73);
    expect(framesFor(wan, 8)).toBe(193);
  });

  it('offers nothing that the model is too short for', () => {
    expect(framesFor(modelOf({ durationSeconds: { min: 1, max: 6 } }), 8)).toBeNull();
    expect(framesFor(modelOf({ numFrames: { min: 8, max: 100, base: 0, step: 1 } }), 8)).toBeNull();
  });
});

describe('framePlanLine', () => {
  it('shows the size, the frames and what they come to', () => {
    const plan = framePlan(modelOf(), '16:9', 5);
    expect(plan === null ? null : framePlanLine(plan)).toBe('832 × 480, 81 frames = 5.06 s');
  });
});

describe('nearestRatio', () => {
  it.each([
    [1920, 1080, '16:9'],
    [3000, 2000, '16:9'],
    [1080, 1920, '9:16'],
    [1000, 1100, '1:1'],
  ])('finds for %i × %i the ratio %s', (width, height, ratio) => {
    expect(nearestRatio({ width, height })).toBe(ratio);
  });
});
