import { type Job, jobSchema } from '@videoexpress/job-schema';

/** A job's cost as its row keeps it; null where nothing is known. */
export function costText(estimatedUsd: number | null, actualUsd: number | null): string | null {
  if (estimatedUsd === null && actualUsd === null) return null;
  return JSON.stringify({ estimatedUsd, actualUsd } satisfies Job['cost']);
}

/** The same cost with another estimate. */
export function withEstimate(text: string | null, estimatedUsd: number | null): string | null {
  return costText(estimatedUsd, costOf(text)?.actualUsd ?? null);
}

/** A job's cost out of its row. */
export function costOf(text: string | null): Job['cost'] {
  return text === null ? null : jobSchema.shape.cost.parse(JSON.parse(text));
}
