import { describe, expect, it } from 'vitest';
import { promptLength } from './prompt-length.ts';

describe('promptLength', () => {
  it('counts characters as a person sees them, from near the limit on', () => {
    expect(promptLength('A fox', false)).toMatchObject({ isCounted: false, isTooLong: false });
    expect(promptLength('🦊'.repeat(2000), false)).toEqual({ characters: 2000, isCounted: true, isTooLong: false });
    expect(promptLength('a'.repeat(2001), false).isTooLong).toBe(true);
  });

  it('counts the longest line where each line is a clip of its own', () => {
    const lines = Array.from({ length: 200 }, (_, index) => `Clip number ${index} of a batch`).join('\n');
    expect(promptLength(lines, false).isTooLong).toBe(true);
    expect(promptLength(lines, true)).toMatchObject({ isCounted: false, isTooLong: false });
    expect(promptLength(`${lines}\n${'a'.repeat(2001)}`, true).isTooLong).toBe(true);
  });
});
