import { describe, expect, it } from 'vitest';
import { formatTimecode, frameAt, frameCentreSeconds, frameCount, frameWithin, spokenPosition } from './timecode.ts';

describe('frames and times', () => {
  it.each([8, 16, 23.976, 24, 25, 29.97, 30, 60])(
    'finds each frame again at %d fps, at its start and its centre',
    (fps) => {
      for (let frame = 0; frame < 1800; frame++) {
        expect(frameAt(frameCentreSeconds(frame, fps), fps)).toBe(frame);
        expect(frameAt(frame / fps, fps)).toBe(frame);
      }
    },
  );

  it('counts the frames of a clip', () => {
    expect(frameCount(5.0625, 16)).toBe(81);
    expect(frameCount(121 / 24, 24)).toBe(121);
    expect(frameCount(0, 24)).toBe(1);
  });

  it('stays within the clip', () => {
    expect(frameWithin(-3, 81)).toBe(0);
    expect(frameWithin(81, 81)).toBe(80);
    expect(frameWithin(12, 81)).toBe(12);
  });
});

describe('formatTimecode', () => {
  it.each([
    [0, 24, '00:00.00'],
    [61, 24, '00:02.13'],
    [1439, 24, '00:59.23'],
    [1440, 24, '01:00.00'],
    [80, 16, '00:05.00'],
  ])('shows frame %i at %i fps as %s', (frame, fps, text) => {
    expect(formatTimecode(frame, fps)).toBe(text);
  });

  it('says the position in words', () => {
    expect(spokenPosition(53, 121, 24)).toBe('2.21 s, frame 54 of 121');
  });
});
