import { describe, expect, it } from 'vitest';
import { costSentence, dollars } from './cost-words.ts';

describe('what a render cost, as a sentence', () => {
  it.each([
    [0.0312, true, 'It cost about $0.03.'],
    [0.0031, true, 'It cost about $0.0031.'],
    [0.000_01, true, 'It cost less than $0.0001.'],
    [null, true, 'GPU time was billed.'],
    [0.03, false, 'Nothing was spent.'],
  ])('of %d, billed %s', (usd, isBilled, said) => expect(costSentence(usd, isBilled)).toBe(said));

  it('never rounds to nothing', () => expect(dollars(0.000_15)).toBe('$0.00015'));
});
