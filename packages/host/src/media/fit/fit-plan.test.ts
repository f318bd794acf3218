import { describe, expect, it } from 'vitest';
import { fittedBitrate, fittedRate, planFit } from './fit-plan.ts';

const wide = { width: 832, height: 480 };

describe('planFit', () => {
  it.each([
    [0.5, 281],
    [0, 0],
    [1, 562],
    [0.1, 0],
    [0.9, 562],
  ])('cuts an upright piece out of a wide clip, with its middle at %s', (cropCentre, left) => {
    const plan = planFit(wide, { mode: 'crop', cropCentre });
    expect([plan.width, plan.height]).toEqual([1080, 1920]);
    expect(plan.from).toEqual({ left, top: 0, width: 270, height: 480 });
    expect(plan.to).toEqual({ left: 0, top: 0, width: 1080, height: 1920 });
  });

  it('cuts a clip that is taller than 9:16 above and below', () => {
    const plan = planFit({ width: 900, height: 2400 }, { mode: 'crop', cropCentre: 1 });
    expect(plan.from).toEqual({ left: 0, top: 800, width: 900, height: 1600 });
  });

  it('puts a whole clip into the middle of an upright frame', () => {
    expect(planFit(wide, { mode: 'pad', cropCentre: 0.5 })).toMatchObject({
      width: 1080,
      height: 1920,
      from: { left: 0, top: 0, width: 832, height: 480 },
      to: { left: 0, top: 648, width: 1080, height: 623 },
    });
  });

  it('leaves the shape when it only encodes anew, with even sides and never wider than 1920', () => {
    expect(planFit({ width: 3840, height: 2160 }, { mode: 're_encode', cropCentre: 0.5 })).toMatchObject({
      width: 1920,
      height: 1080,
    });
    expect(planFit({ width: 333, height: 777 }, { mode: 're_encode', cropCentre: 0.5 })).toMatchObject({
      width: 334,
      height: 778,
    });
  });
});

describe('the rate and size of a fitted clip', () => {
  it.each([
    [16, 30],
    [22.9, 30],
    [23.976, 23.976],
    [60, 60],
    [120, 30],
  ])('makes %s frames a second %s', (fps, fitted) => {
    expect(fittedRate(fps)).toBe(fitted);
  });

  it('stays below what Instagram takes for the longest Reel', () => {
    const longest = { width: 1080, height: 1920, fps: 60, durationSeconds: 900 };
    expect((fittedBitrate(longest) * 900) / 8).toBeLessThan(290_000_000);
    expect(fittedBitrate({ ...longest, durationSeconds: 10 })).toBe(12_000_000);
  });
});
