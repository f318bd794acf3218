import type { Clock } from '@videoexpress/studio';

/** A client that sends nothing for this long, in milliseconds, has left, whatever its connection says. */
export const stallMs = 60_000;

/** Looked at in stretches this long, in milliseconds: a pause in one of them is nothing yet. */
const stretchMs = 3 * 60_000;
/** A modem was faster. */
const leastBytesPerSecond = 1024;

/**
 * Watches how fast an upload comes in. A byte now and then would hold its connection, its place and its room on the disk
 * for hours.
 *
 * @returns told of every piece that came, in bytes; false where the client is too slow to be waited for
 */
export function createPace(clock: Clock): (bytes: number) => boolean {
  let lastAt = clock.monotonic();
  let tookMs = 0;
  let came = 0;
  return (bytes) => {
    const now = clock.monotonic();
    // A machine that slept meanwhile was not slow.
    tookMs += Math.min(now - lastAt, stallMs);
    lastAt = now;
    came += bytes;
    if (tookMs < stretchMs) return true;
    const isFastEnough = came >= (tookMs / 1000) * leastBytesPerSecond;
    tookMs = 0;
    came = 0;
    return isFastEnough;
  };
}
