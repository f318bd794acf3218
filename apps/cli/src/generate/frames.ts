import type { EngineModel } from '@videoexpress/job-schema';

/**
 * The number of frames that lasts nearest to `seconds` among those the model takes (`base + n * step`). A length within
 * the model's limits never rounds to one outside of them; one outside stays outside, for the daemon to refuse.
 */
export function framesFor(seconds: number, fps: number, limits: EngineModel['limits']): number {
  const { base, step, min, max } = limits.numFrames;
  const allowed = (n: number): number => base + Math.max(0, n) * step;
  let n = Math.round((seconds * fps - base) / step);
  if (seconds <= limits.durationSeconds.max) {
    const most = Math.min(max, Math.floor(limits.durationSeconds.max * fps + 1e-6));
    if (allowed(n) > most) n = Math.floor((most - base) / step);
  }
  if (seconds >= limits.durationSeconds.min) {
    const least = Math.max(min, Math.ceil(limits.durationSeconds.min * fps - 1e-6));
    if (allowed(n) < least) n = Math.ceil((least - base) / step);
  }
  return Math.max(1, allowed(n));
}
