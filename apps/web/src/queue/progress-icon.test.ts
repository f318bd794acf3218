import { describe, expect, it } from 'vitest';
import { arcPath, progressIcon } from './progress-icon.ts';

const colours = { done: '#7ba7f7', track: '#29292c' };
const svgOf = (fraction: number | null) => decodeURIComponent(progressIcon(fraction, colours));

describe('the ring in the browser’s tab', () => {
  it('begins at the top and goes round as far as was measured', () => {
    expect(arcPath(0.25)).toBe('M16 3A13 13 0 0 1 29 16');
    expect(arcPath(0.5)).toBe('M16 3A13 13 0 0 1 16 29');
    expect(arcPath(0.75)).toBe('M16 3A13 13 0 1 1 3 16');
  });

  it('closes at the end, and is nothing at the start', () => {
    expect(arcPath(1)).toBe('M16 3A13 13 0 0 1 16 29A13 13 0 0 1 16 3');
    expect(arcPath(0)).toBe('');
  });

  it('is a picture that needs no request', () => {
    expect(progressIcon(0.4, colours)).toMatch(/^data:image\/svg\+xml,%3Csvg/);
    expect(svgOf(0.4)).toContain(`<path d="${arcPath(0.4)}"`);
  });

  it('does not look measured where nothing is', () => {
    expect(svgOf(null)).not.toContain('<path');
    expect(svgOf(null)).toContain('stroke-dasharray');
  });
});
