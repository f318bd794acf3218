/** Far below the length of any frame; keeps a time that lies on a border from falling to the frame before it. */
const borderSeconds = 1e-4;

/** The frame that is shown at a time, counted from 0. */
export function frameAt(seconds: number, fps: number): number {
  return Math.max(0, Math.floor((seconds + borderSeconds) * fps));
}

/**
 * The time in the middle of a frame, in seconds. Seeking there always shows that frame: its borders belong to one frame
 * or the other, depending on how a decoder rounds.
 */
export function frameCentreSeconds(frame: number, fps: number): number {
  return (frame + 0.5) / fps;
}

/** How many frames a clip of this length has; at least one. */
export function frameCount(durationSeconds: number, fps: number): number {
  return Math.max(1, Math.round(durationSeconds * fps));
}

/** A frame that the clip has: the nearest to what was asked for. */
export function frameWithin(frame: number, count: number): number {
  return Math.min(Math.max(0, Math.round(frame)), count - 1);
}

/** Minutes, seconds and frames: `00:02.13` is the fourteenth frame of the third second. */
export function formatTimecode(frame: number, fps: number): string {
  const wholeFps = Math.max(1, Math.round(fps));
  const seconds = Math.floor(frame / wholeFps);
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${pad(Math.floor(seconds / 60))}:${pad(seconds % 60)}.${pad(frame % wholeFps)}`;
}

/** The same for ears: `2.21 s, frame 54 of 121`. */
export function spokenPosition(frame: number, count: number, fps: number): string {
  return `${(frame / fps).toFixed(2)} s, frame ${frame + 1} of ${count}`;
}
