import { describe, expect, it } from 'vitest';
import { aboutUsd, formatCost, formatUsd } from './money.ts';

describe('an amount of money', () => {
  it.each([
    [20, '$20'],
    [3.2, '$3.20'],
    [0.0612, '$0.06'],
    [0.01, '$0.01'],
    [0.0099, '<$0.01'],
    [0.000_004, '<$0.01'],
    [0, '$0'],
    [1200.5, '$1,200.50'],
    [19.999_999_999, '$20.00'],
  ])('%d is %s', (usd, said) => expect(formatUsd(usd)).toBe(said));

  it('that is only expected says so', () => {
    expect(aboutUsd(0.097)).toBe('about $0.10');
    expect(aboutUsd(0.0004)).toBe('under $0.01');
  });

  it('of a job is free, known or not known, and never nothing where something was paid', () => {
    expect([0, 0.0001, 0.1, null, undefined].map(formatCost)).toEqual(['free', '<$0.01', '$0.10', null, null]);
  });
});
