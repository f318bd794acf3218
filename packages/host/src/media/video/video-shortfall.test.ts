import { describe, expect, it } from 'vitest';
import { findShortfall } from './video-shortfall.ts';

const expected = { width: 832, height: 480, numFrames: 81, fps: 16 };
const measured = { width: 832, height: 480, numFrames: 81, durationSeconds: 81 / 16 };

describe('findShortfall', () => {
  it('is content with exactly what was asked for, and with a duration one frame off', () => {
    expect(findShortfall(measured, expected)).toBeNull();
    expect(findShortfall({ ...measured, durationSeconds: 80 / 16 }, expected)).toBeNull();
    expect(findShortfall({ ...measured, durationSeconds: 82 / 16 }, expected)).toBeNull();
  });

  it('names what differs', () => {
    expect(findShortfall({ ...measured, height: 640 }, expected)).toBe('It is 832 × 640, 832 × 480 was asked for.');
    expect(findShortfall({ ...measured, numFrames: 80 }, expected)).toBe('It has 80 frames, 81 were asked for.');
    expect(findShortfall({ ...measured, durationSeconds: 79 / 16 }, expected)).toBe(
      'It lasts 4.94 s, 5.06 s was asked for.',
    );
  });
});
