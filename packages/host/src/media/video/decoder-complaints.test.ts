import { describe, expect, it } from 'vitest';
import { createComplaintWatch } from './decoder-complaints.ts';

const line =
  '2026-11-22T12:21:29.366310Z ERROR ffmpeg: [h264 @ 0x332c5bc0] cabac decode of qscale diff failed at 25 6\n';

function complaintsIn(...pieces: string[]): boolean {
  const watch = createComplaintWatch();
  for (const piece of pieces) watch.read(Buffer.from(piece));
  return watch.hasComplaints();
}

describe('createComplaintWatch', () => {
  it('hears a complaint, also one that comes in two pieces', () => {
    expect(complaintsIn(line)).toBe(true);
    expect(complaintsIn(line.slice(0, 45), line.slice(45))).toBe(true);
    expect(complaintsIn('a line before\n', line.slice(0, 60), line.slice(60))).toBe(true);
  });

  it('hears nothing where no decoder complains', () => {
    expect(complaintsIn()).toBe(false);
    expect(complaintsIn('WARN ffmpeg: [swscaler @ 0x1] deprecated pixel format\n', 'ERROR webcodecs: other\n')).toBe(
      false,
    );
  });
});
