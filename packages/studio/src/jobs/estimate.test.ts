import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateTime, unitsOfWork } from './estimate.ts';

const of = (units: number, ...seconds: number[]) => seconds.map((each) => ({ units, seconds: each }));

describe('the time a job will take', () => {
  it('is not known without history, or without a size', () => {
    expect(estimateTime([], 1000)).toEqual({ seconds: null, basedOn: 0 });
    expect(estimateTime(of(1000, 10, 10, 10), null)).toEqual({ seconds: null, basedOn: 0 });
    expect(unitsOfWork({ width: 10, height: 10 })).toBeNull();
    expect(unitsOfWork({ width: 10, height: 20, num_frames: 5 })).toBe(1000);
  });

  it('is the median of the last twenty of about its size', () => {
    expect(estimateTime(of(1000, 30, 10, 20), 1000)).toEqual({ seconds: 20, basedOn: 3 });
    expect(estimateTime(of(1000, 10, 20), 1000)).toEqual({ seconds: 15, basedOn: 2 });
    const longAgo = of(1000, ...Array.from({ length: 50 }, () => 999));
    const lately = of(1000, ...Array.from({ length: 20 }, () => 5));
    expect(estimateTime([...lately, ...longAgo], 1000)).toEqual({ seconds: 5, basedOn: 20 });
  });

  it('takes for its size what is at most a quarter larger or smaller', () => {
    expect(estimateTime(of(1250, 7), 1000)).toEqual({ seconds: 7, basedOn: 1 });
    expect(estimateTime(of(750, 7), 1000)).toEqual({ seconds: 7, basedOn: 1 });
    expect(estimateTime(of(1251, 7), 1000)).toEqual({ seconds: null, basedOn: 0 });
    expect(estimateTime([...of(5000, 500, 500, 500), ...of(1000, 3)], 1000)).toEqual({ seconds: 3, basedOn: 1 });
  });

  it('of a size never seen is scaled from three jobs or more', () => {
    expect(estimateTime(of(1000, 10, 12), 4000)).toEqual({ seconds: null, basedOn: 0 });
    expect(estimateTime(of(1000, 10, 12, 500), 4000)).toEqual({ seconds: 48, basedOn: 3 });
  });

  it('lies between the shortest and the longest of its kind, whatever their order within the last', () => {
    const samples = fc.array(fc.record({ units: fc.constant(1000), seconds: fc.integer({ min: 0, max: 900 }) }), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(samples, (all) => {
        const { seconds, basedOn } = estimateTime(all, 1000);
        const times = all.map((each) => each.seconds);
        expect(basedOn).toBe(all.length);
        expect(seconds).toBeGreaterThanOrEqual(Math.min(...times));
        expect(seconds).toBeLessThanOrEqual(Math.max(...times));
        expect(estimateTime(all.toReversed(), 1000).seconds).toBe(seconds);
      }),
    );
  });
});
