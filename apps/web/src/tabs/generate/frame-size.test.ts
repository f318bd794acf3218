import { describe, expect, it } from 'vitest';
import { modelOf } from '../../testing/model-of.ts';
import { qualities, type QualityId, ratioOf, type RatioId, ratios, sizeFor, sizeProblem } from './frame-size.ts';

const choice = (ratio: RatioId, quality: QualityId = 'standard') => ({ ratio, quality, picture: null });

describe('sizeFor', () => {
  it('takes the default of the model for its own ratio, turned for the upright one', () => {
    expect(sizeFor(modelOf(), choice('16:9'))).toEqual({ width: 832, height: 480 });
    expect(sizeFor(modelOf(), choice('9:16'))).toEqual({ width: 480, height: 832 });
  });

  it('keeps about as many pixels for another ratio, in whole blocks', () => {
    expect(sizeFor(modelOf(), choice('1:1'))).toEqual({ width: 624, height: 624 });
    const sides = { min: 64, max: 1920, multipleOf: 64 };
    expect(sizeFor(modelOf({ sidePixels: sides }), choice('1:1'))).toEqual({ width: 640, height: 640 });
  });

  it('draws smaller for a draft and larger for high', () => {
    expect(sizeFor(modelOf(), choice('16:9', 'draft'))).toEqual({ width: 496, height: 288 });
    expect(sizeFor(modelOf(), choice('16:9', 'high'))).toEqual({ width: 1248, height: 720 });
  });

  it('draws high as large as the model allows, and not at all where that is no gain', () => {
    const room = sizeFor(modelOf({ maxPixels: 640_000 }), choice('16:9', 'high'));
    expect(room).not.toBeNull();
    expect((room?.width ?? 0) * (room?.height ?? 0)).toBeGreaterThan(832 * 480 * 1.1);
    expect(sizeFor(modelOf({ maxPixels: 400_000 }), choice('16:9', 'high'))).toBeNull();
  });

  it('keeps the shape of the start image', () => {
    const picture = { width: 3000, height: 2000 };
    const size = sizeFor(modelOf(), { ratio: 'image', quality: 'standard', picture });
    expect(size).toEqual({ width: 774, height: 516 });
  });

  it('offers nothing beyond the limits of the model', () => {
    expect(sizeFor(modelOf({ sidePixels: { min: 64, max: 640, multipleOf: 2 } }), choice('9:16'))).toBeNull();
    expect(sizeFor(modelOf({ maxPixels: 100_000 }), choice('1:1'))).toBeNull();
  });

  it('offers only what the model can draw', () => {
    const models = [modelOf(), modelOf({ sidePixels: { min: 256, max: 1280, multipleOf: 32 }, maxPixels: 921_600 })];
    const problems = models.flatMap((model) =>
      ratios.flatMap(({ id: ratio }) =>
        qualities.map(({ id: quality }) => {
          const size = sizeFor(model, choice(ratio, quality));
          return size === null ? null : sizeProblem(model, size);
        }),
      ),
    );
    expect(new Set(problems)).toEqual(new Set([null]));
  });
});

describe('sizeProblem', () => {
  it('says what is wrong with a size', () => {
    const model = modelOf({ maxPixels: 500_000 });
    expect(sizeProblem(model, { width: 832, height: 480 })).toBeNull();
    expect(sizeProblem(model, { width: 833, height: 480 })).toBe('Sides must be even.');
    expect(sizeProblem(model, { width: 8320, height: 480 })).toBe('Each side takes 64 to 1920 pixels.');
    expect(sizeProblem(model, { width: 1280, height: 720 })).toBe('Together at most 500,000 pixels.');
  });
});

describe('ratioOf', () => {
  it.each([
    [1920, 1080, '16:9'],
    [3000, 2000, 'image'],
    [1080, 1920, '9:16'],
    [1000, 1040, '1:1'],
  ])('finds for %i × %i the ratio %s', (width, height, ratio) => {
    expect(ratioOf({ width, height })).toBe(ratio);
  });
});
