import type { JobInput } from '@videoexpress/job-schema';

/** One render that went through at once: how much it was, and what it took from its start to its clip. */
export interface RenderSample {
  /** Pixels times frames, times steps where they are counted. */
  readonly units: number;
  readonly seconds: number;
  /** What it cost; null where nobody said. */
  readonly usd: number | null;
}

/** What an engine knows of a job without any history. */
export interface Rates {
  /** US dollars a second that it renders; 0 is free, null unknown. */
  readonly pricePerSecondUsd: number | null;
  /** About how long it takes by published figures; null: not known. */
  readonly roughSeconds: number | null;
}

/** How long such a job takes, null when nothing is known; `basedOn` is how many jobs that rests on. */
export interface TimeEstimate {
  readonly seconds: number | null;
  readonly basedOn: number;
}

/** A number from jobs like it; null when there is nothing to go by. */
interface Guess {
  readonly value: number | null;
  readonly basedOn: number;
}

/** How many of the newest jobs are looked at. */
export const sampleLimit = 200;
const likeSizeLimit = 20;
const likeSizeWithin = 0.25;
const leastForScaling = 3;

/** How much there is to render: pixels times frames, times steps where they are counted. Null where the input does not say. */
export function unitsOfWork(input: JobInput): number | null {
  const { width, height, num_frames: frames, num_inference_steps: steps } = input;
  if (typeof width !== 'number' || typeof height !== 'number' || typeof frames !== 'number') return null;
  return width * height * frames * (typeof steps === 'number' ? steps : 1);
}

/**
 * How long a job of so much work takes, from jobs of the same kind, engine and model, newest first; where there are none, by
 * what its engine knows.
 */
export function estimateTime(
  samples: readonly RenderSample[],
  units: number | null,
  { roughSeconds }: Pick<Rates, 'roughSeconds'>,
): TimeEstimate {
  const { value, basedOn } = guess(samples, units, ({ seconds }) => seconds);
  return { seconds: value ?? roughSeconds, basedOn };
}

/**
 * What a job of so much work costs, in US dollars; null when nothing is known. What jobs like it did cost counts before the
 * price of their time: they also waited for a GPU, which is not billed.
 */
export function estimateCost(samples: readonly RenderSample[], units: number | null, rates: Rates): number | null {
  const { pricePerSecondUsd } = rates;
  if (pricePerSecondUsd === 0) return 0;
  const paid = guess(samples, units, ({ usd }) => usd).value;
  if (paid !== null) return paid;
  const { seconds } = estimateTime(samples, units, rates);
  return seconds === null || pricePerSecondUsd === null ? null : seconds * pricePerSecondUsd;
}

/**
 * The median of the last ones of about this size; where there is none, the median for a unit of work, of three at least,
 * times the work.
 */
function guess(
  samples: readonly RenderSample[],
  units: number | null,
  of: (sample: RenderSample) => number | null,
): Guess {
  if (units === null || units <= 0) return { value: null, basedOn: 0 };
  const sound = samples.flatMap((sample) => {
    const value = of(sample);
    return value === null || value < 0 || sample.units <= 0 ? [] : [{ units: sample.units, value }];
  });
  const alike = sound.filter((sample) => Math.abs(sample.units - units) <= units * likeSizeWithin);
  const newest = alike.slice(0, likeSizeLimit);
  if (newest.length > 0) return { value: median(newest.map(({ value }) => value)), basedOn: newest.length };
  if (sound.length < leastForScaling) return { value: null, basedOn: 0 };
  const forUnit = median(sound.map((sample) => sample.value / sample.units));
  return { value: forUnit * units, basedOn: sound.length };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
