import { maxSeed } from '@videoexpress/job-schema';
import { storedValue } from '../../stored/stored-value.ts';

/** The seed of the job that was queued last in this browser, so that it can be kept after all. */
export const lastSeed = storedValue<number | null>('videoexpress.last-seed', null, (stored) =>
  typeof stored === 'number' && Number.isInteger(stored) && stored >= 0 && stored <= maxSeed ? stored : null,
);

/** Draws a seed. */
export function drawSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
}
