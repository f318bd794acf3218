import { frameAt, frameCentreSeconds, frameCount } from '../../player/timecode.ts';

/** What comparing has to know of a clip. */
export interface ComparedClip {
  readonly fps: number;
  readonly durationSeconds: number;
}

/** The time that two clips share, in seconds: as long as the longer, stepped by the finer. */
export interface CompareClock {
  readonly seconds: number;
  readonly fps: number;
  readonly frames: number;
}

/** The shared time of two clips. */
export function compareClock(one: ComparedClip, other: ComparedClip): CompareClock {
  const seconds = Math.max(one.durationSeconds, other.durationSeconds);
  const fps = Math.max(one.fps, other.fps);
  return { seconds, fps, frames: frameCount(seconds, fps) };
}

/** Where a clip stands at a moment of the shared time, in seconds of its own; past its end, on its last frame. */
export function placeIn(clip: ComparedClip, seconds: number): number {
  const last = frameCount(clip.durationSeconds, clip.fps) - 1;
  return frameCentreSeconds(Math.min(frameAt(Math.max(0, seconds), clip.fps), last), clip.fps);
}

/** The moment some frames on from another, within the shared time; it lies in the middle of a frame. */
export function stepped(clock: CompareClock, seconds: number, frames: number): number {
  const frame = Math.min(Math.max(0, frameAt(seconds, clock.fps) + frames), clock.frames - 1);
  return frameCentreSeconds(frame, clock.fps);
}

/** What brings a clip that runs beside another back to it. */
export type DriftCure =
  | { readonly kind: 'none' }
  /** Runs at this rate until it is there: nobody sees that. */
  | { readonly kind: 'rate'; readonly rate: number }
  /** Too far for that: it jumps. */
  | { readonly kind: 'seek' };

/** Farther than this, catching up by speed would take longer than a person fails to notice. */
const farSeconds = 0.25;
/** Speed is bent by at most this part. */
const mostBend = 0.25;

/**
 * How to bring the follower back to the leader. Up to half a frame apart is together: the same frames are on the screen.
 * @param driftSeconds the follower's time less the leader's
 * @param frameSeconds how long a frame of the follower is
 * @param rate the speed both should have
 */
export function driftCure(driftSeconds: number, frameSeconds: number, rate: number): DriftCure {
  const apart = Math.abs(driftSeconds);
  if (apart <= frameSeconds / 2) return { kind: 'none' };
  if (apart > farSeconds) return { kind: 'seek' };
  const bend = Math.min(mostBend, apart * 2);
  return { kind: 'rate', rate: rate * (driftSeconds > 0 ? 1 - bend : 1 + bend) };
}
