import { describe, expect, it } from 'vitest';
import { h264HighCodecString } from './h264-level.ts';

describe('h264HighCodecString', () => {
  it.each([
    { width: 64, height: 64, fps: 8, codec: 'avc1.64001e' },
    { width: 832, height: 480, fps: 24, codec: 'avc1.64001e' },
    { width: 832, height: 480, fps: 60, codec: 'avc1.64001f' },
    { width: 1280, height: 720, fps: 30, codec: 'avc1.64001f' },
    { width: 1920, height: 1080, fps: 30, codec: 'avc1.640028' },
    { width: 1920, height: 1080, fps: 60, codec: 'avc1.64002a' },
    { width: 1920, height: 1920, fps: 60, codec: 'avc1.640033' },
  ])('names the lowest level for $width × $height at $fps', ({ codec, ...video }) => {
    expect(h264HighCodecString(video)).toBe(codec);
  });
});
