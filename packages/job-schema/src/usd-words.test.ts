import { expect, it } from 'vitest';
import { usdWords } from './usd-words.ts';

it.each([
  [0, '$0'],
  [20, '$20'],
  [3.2, '$3.20'],
  [0.0384, '$0.038'],
  [0.0004, '<$0.001'],
])('says %d as %s', (usd, words) => {
  expect(usdWords(usd)).toBe(words);
});
