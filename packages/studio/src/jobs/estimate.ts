import type { JobInput } from '@videoexpress/job-schema';

/** One render that went through at once: how much it was, and how long it took from its start to its clip. */
export interface RenderSample {
  /** Pixels times frames. */
  readonly units: number;
  readonly seconds: number;
}

/** How long such a job takes, null when nothing is known; `basedOn` is how many jobs that rests on. */
export interface TimeEstimate {
  readonly seconds: number | null;
  readonly basedOn: number;
}

/** How many of the newest jobs are looked at. */
export const sampleLimit = 200;
const likeSizeLimit = 20;
const likeSizeWithin = 0.25;
const leastForScaling = 3;

/** How much there is to render: pixels times frames. Null where the input does not say. */
export function unitsOfWork(input: JobInput): number | null {
  const { width, height, num_frames: frames } = input;
  if (typeof width !== 'number' || typeof height !== 'number' || typeof frames !== 'number') return null;
  return width * height * frames;
}

/**
 * From jobs of the same kind, engine and model, newest first: the median of the last ones of about this size; where there
 * is none, the median time for a unit of work, of three at least, times the work.
 */
export function estimateTime(samples: readonly RenderSample[], units: number | null): TimeEstimate {
  if (units === null || units <= 0) return { seconds: null, basedOn: 0 };
  const sound = samples.filter((sample) => sample.units > 0 && sample.seconds >= 0);
  const alike = sound.filter((sample) => Math.abs(sample.units - units) <= units * likeSizeWithin);
  const newest = alike.slice(0, likeSizeLimit);
  if (newest.length > 0) return { seconds: median(newest.map(({ seconds }) => seconds)), basedOn: newest.length };
  if (sound.length < leastForScaling) return { seconds: null, basedOn: 0 };
  const secondsForUnit = median(sound.map((sample) => sample.seconds / sample.units));
  return { seconds: secondsForUnit * units, basedOn: sound.length };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
