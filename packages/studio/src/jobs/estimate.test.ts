import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateCost, estimateTime, unitsOfWork } from './estimate.ts';

const none = { roughSeconds: null };
const priced = (pricePerSecondUsd: number | null) => ({ ...none, pricePerSecondUsd });
const of = (units: number, ...seconds: number[]) => seconds.map((each) => ({ units, seconds: each, usd: null }));

describe('the time a job will take', () => {
  it('is not known without history, or without a size', () => {
    expect(estimateTime([], 1000, none)).toEqual({ seconds: null, basedOn: 0 });
    expect(estimateTime(of(1000, 10, 10, 10), null, none)).toEqual({ seconds: null, basedOn: 0 });
    expect(unitsOfWork({ width: 10, height: 10 })).toBeNull();
    expect(unitsOfWork({ width: 10, height: 20, num_frames: 5 })).toBe(1000);
  });

  it('counts steps as work, where the input has them', () => {
    const input = { width: 10, height: 20, num_frames: 5 };
    expect(unitsOfWork({ ...input, num_inference_steps: 4 })).toBe(4000);
    expect(unitsOfWork({ ...input, num_inference_steps: 'many' })).toBe(1000);
  });

  it('is the median of the last twenty of about its size', () => {
    expect(estimateTime(of(1000, 30, 10, 20), 1000, none)).toEqual({ seconds: 20, basedOn: 3 });
    expect(estimateTime(of(1000, 10, 20), 1000, none)).toEqual({ seconds: 15, basedOn: 2 });
    const longAgo = of(1000, ...Array.from({ length: 50 }, () => 999));
    const lately = of(1000, ...Array.from({ length: 20 }, () => 5));
    expect(estimateTime([...lately, ...longAgo], 1000, none)).toEqual({ seconds: 5, basedOn: 20 });
  });

  it('takes for its size what is at most a quarter larger or smaller', () => {
    expect(estimateTime(of(1250, 7), 1000, none)).toEqual({ seconds: 7, basedOn: 1 });
    expect(estimateTime(of(750, 7), 1000, none)).toEqual({ seconds: 7, basedOn: 1 });
    expect(estimateTime(of(1251, 7), 1000, none)).toEqual({ seconds: null, basedOn: 0 });
    expect(estimateTime([...of(5000, 500, 500, 500), ...of(1000, 3)], 1000, none)).toEqual({ seconds: 3, basedOn: 1 });
  });

  it('of a size never seen is scaled from three jobs or more', () => {
    expect(estimateTime(of(1000, 10, 12), 4000, none)).toEqual({ seconds: null, basedOn: 0 });
    expect(estimateTime(of(1000, 10, 12, 500), 4000, none)).toEqual({ seconds: 48, basedOn: 3 });
  });

  it('is what its engine knows, as long as there is no history to go by', () => {
    const rough = { roughSeconds: 90 };
    expect(estimateTime([], 1000, rough)).toEqual({ seconds: 90, basedOn: 0 });
    expect(estimateTime(of(1251, 7), 1000, rough)).toEqual({ seconds: 90, basedOn: 0 });
    expect(estimateTime(of(1000, 7), 1000, rough)).toEqual({ seconds: 7, basedOn: 1 });
  });

  it('lies between the shortest and the longest of its kind, whatever their order within the last', () => {
    const sample = { units: fc.constant(1000), seconds: fc.integer({ min: 0, max: 900 }), usd: fc.constant(null) };
    const samples = fc.array(fc.record(sample), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(samples, (all) => {
        const { seconds, basedOn } = estimateTime(all, 1000, none);
        const times = all.map((each) => each.seconds);
        expect(basedOn).toBe(all.length);
        expect(seconds).toBeGreaterThanOrEqual(Math.min(...times));
        expect(seconds).toBeLessThanOrEqual(Math.max(...times));
        expect(estimateTime(all.toReversed(), 1000, none).seconds).toBe(seconds);
      }),
    );
  });
});

describe('what a job will cost', () => {
  const paid = (units: number, ...costs: (number | null)[]) => costs.map((usd) => ({ units, seconds: 600, usd }));

  it('is its time at the price, where nobody said what jobs like it did cost', () => {
    expect(estimateCost(of(1000, 10, 20, 30), 1000, priced(0.01))).toBeCloseTo(0.2, 9);
    expect(estimateCost(of(1000, 10, 20, 30), 2000, priced(0.01))).toBeCloseTo(0.4, 9);
  });

  it('is what jobs like it did cost, whatever time they waited', () => {
    expect(estimateCost(paid(1000, 0.03, 0.05, 0.04, null), 1000, priced(0.01))).toBe(0.04);
    expect(estimateCost(paid(1000, 0.03, 0.05, 0.04), 10_000, priced(0.01))).toBeCloseTo(0.4, 9);
    expect(estimateCost(paid(1000, 0.03), 1000, priced(null))).toBe(0.03);
  });

  it('is the time its engine knows at the price, before there is history', () => {
    expect(estimateCost([], 1000, { pricePerSecondUsd: 0.01, roughSeconds: 90 })).toBeCloseTo(0.9, 9);
    expect(estimateCost(paid(1000, 0.03), 1000, { pricePerSecondUsd: 0.01, roughSeconds: 90 })).toBe(0.03);
  });

  it('is nothing where it is free, and not known without history or price', () => {
    expect(estimateCost([], 1000, priced(0))).toBe(0);
    expect(estimateCost(paid(1000, 0.03), null, priced(0))).toBe(0);
    expect(estimateCost([], 1000, priced(0.01))).toBeNull();
    expect(estimateCost(of(1000, 10), 1000, priced(null))).toBeNull();
    expect(estimateCost(of(1000, 10), null, priced(0.01))).toBeNull();
  });
});
