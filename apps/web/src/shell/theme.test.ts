import { describe, expect, it } from 'vitest';
import { themeOf } from './theme.ts';

describe('themeOf', () => {
  it('follows the machine until a person chooses', () => {
    expect(themeOf('system', true)).toBe('light');
    expect(themeOf('system', false)).toBe('dark');
    expect(themeOf('dark', true)).toBe('dark');
    expect(themeOf('light', false)).toBe('light');
  });
});
