import { describe, expect, it } from 'vitest';
import { modelOf } from '../../testing/model-of.ts';
import { priceWords, roughSeconds } from './price-words.ts';

describe('roughSeconds', () => {
  it.each([
    [0.2, '1 s'],
    [4.4, '4 s'],
    [89, '89 s'],
    [130, '2 min'],
    [5400, '1 h 30 min'],
    [7200, '2 h'],
  ])('says %d s as %s', (seconds, words) => {
    expect(roughSeconds(seconds)).toBe(words);
  });
});

describe('priceWords', () => {
  const paid = { ...modelOf(), pricePerSecondUsd: 0.00031 };

  it('names time only where there is history', () => {
    expect(priceWords(modelOf(), { seconds: null, costUsd: 0 })).toBe('free');
    expect(priceWords(modelOf(), { seconds: 4, costUsd: 0 })).toBe('free · about 4 s');
    expect(priceWords(paid, { seconds: 312, costUsd: 0.097 })).toBe('about $0.10 · about 5 min');
    expect(priceWords(paid, { seconds: null, costUsd: null })).toBe('$0.00031 a second');
    expect(priceWords(undefined, { seconds: null, costUsd: null })).toBe('');
  });
});
