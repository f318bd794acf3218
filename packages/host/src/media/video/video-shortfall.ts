import { z } from 'zod';

export const expectedVideoSchema = z.object({
  width: z.int().positive(),
  height: z.int().positive(),
  numFrames: z.int().positive(),
  /** Frames a second. */
  fps: z.number().positive(),
});
export type ExpectedVideo = z.infer<typeof expectedVideoSchema>;

type MeasuredVideo = {
  readonly width: number;
  readonly height: number;
  readonly numFrames: number;
  readonly durationSeconds: number;
};

/** Says in one sentence how a video differs from what was asked for, or null. Durations may differ by one frame. */
export function findShortfall(measured: MeasuredVideo, expect: ExpectedVideo): string | null {
  if (measured.width !== expect.width || measured.height !== expect.height) {
    return `It is ${measured.width} × ${measured.height}, ${expect.width} × ${expect.height} was asked for.`;
  }
  if (measured.numFrames !== expect.numFrames) {
    return `It has ${measured.numFrames} frames, ${expect.numFrames} were asked for.`;
  }
  const expectedSeconds = expect.numFrames / expect.fps;
  const aFrame = 1 / expect.fps;
  // A file's clock is coarse: the hundredth of a frame keeps an exact one-frame difference inside.
  if (Math.abs(measured.durationSeconds - expectedSeconds) > aFrame * 1.01) {
    return `It lasts ${inSeconds(measured.durationSeconds)}, ${inSeconds(expectedSeconds)} was asked for.`;
  }
  return null;
}

function inSeconds(seconds: number): string {
  return `${Number(seconds.toFixed(2))} s`;
}
