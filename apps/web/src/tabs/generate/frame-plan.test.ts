import { describe, expect, it } from 'vitest';
import { modelOf } from '../../testing/model-of.ts';
import { framePlan, framePlanLine, framesFor, framesProblem, type PlanChoice, secondsRange } from './frame-plan.ts';

const choice: PlanChoice = {
  ratio: '16:9',
  quality: 'standard',
  picture: null,
  seconds: 5,
  frames: null,
  fps: null,
  size: null,
};

describe('framesFor', () => {
  it('takes the default where that is the duration as near as one sees', () => {
    expect(framesFor(modelOf(), 5)).toBe(81);
  });

  it('takes the nearest number of frames that the model can make', () => {
    expect(framesFor(modelOf(), 3)).toBe(48);
    expect(framesFor(modelOf(), 6.5)).toBe(104);
    const wan = modelOf({ numFrames: { min: 5, max: 241, base: 1, step: 4 } }, { num_frames: 121, fps: 24 });
    expect(framesFor(wan, 5)).toBe(121);
    expect(framesFor(wan, 3)).toBe(73);
    expect(framesFor(wan, 8)).toBe(193);
  });

  it('keeps the seconds at another rate', () => {
    expect(framesFor(modelOf(), 5, 24)).toBe(120);
  });

  it('offers nothing that the model is too short for', () => {
    expect(framesFor(modelOf({ durationSeconds: { min: 1, max: 6 } }), 8)).toBeNull();
    expect(framesFor(modelOf({ numFrames: { min: 8, max: 100, base: 0, step: 1 } }), 8)).toBeNull();
  });

  it('says which durations there are', () => {
    expect(secondsRange(modelOf(), 16)).toEqual({ min: 1, max: 30 });
    expect(framesProblem(modelOf(), 16 * 40, 16)).toBe('This model makes 1 to 30 s.');
  });
});

describe('framePlan', () => {
  it('shows the size, the frames and what they come to', () => {
    const plan = framePlan(modelOf(), choice);
    expect(plan === null ? null : framePlanLine(plan)).toBe('832 × 480, 81 frames = 5.06 s');
  });

  it('takes exact numbers before chosen ones', () => {
    const exact = { ...choice, frames: 80, fps: 20, size: { width: 640, height: 360 } };
    expect(framePlan(modelOf(), exact)).toEqual({ width: 640, height: 360, num_frames: 80, fps: 20 });
  });
});
