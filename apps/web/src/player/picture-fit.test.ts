import { describe, expect, it } from 'vitest';
import { wellFit } from './picture-fit.ts';

describe('wellFit', () => {
  it('fills the well with what is 16:9 but for a few pixels', () => {
    expect(wellFit(832, 480)).toBe('object-cover');
    expect(wellFit(1280, 704)).toBe('object-cover');
    expect(wellFit(1920, 1080)).toBe('object-cover');
  });

  it('shows any other shape whole', () => {
    expect(wellFit(480, 832)).toBe('object-contain');
    expect(wellFit(640, 640)).toBe('object-contain');
    expect(wellFit(1024, 640)).toBe('object-contain');
    expect(wellFit(undefined, 480)).toBe('object-contain');
    expect(wellFit(832, 0)).toBe('object-contain');
  });
});
