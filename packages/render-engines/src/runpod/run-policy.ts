import { isRenderKind, type JobKindId, type RenderKindId } from '@videoexpress/job-schema';
import type { RunPolicy } from './runpod-client.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** RunPod, and links into S3, allow no more. */
const mostMs = 7 * dayMs;

/** How long a job of each kind may wait for a GPU before it is given up, beside the time it may run. */
const patienceMs: Readonly<Record<RenderKindId, number>> = {
  text_to_video: dayMs,
  image_to_video: dayMs,
};

/** How long RunPod lets a job of this kind run, and live. Its life counts from its submission and covers both. */
export function runPolicy(kind: JobKindId, limitMinutes: number): RunPolicy {
  const executionTimeout = Math.min(mostMs, limitMinutes * 60_000);
  return {
    executionTimeout,
    ttl: Math.min(mostMs, executionTimeout + (isRenderKind(kind) ? patienceMs[kind] : dayMs)),
  };
}

/** How long the links of a job are good for, in seconds: a day longer than it may live, for what ends late. */
export function linkSeconds({ ttl }: RunPolicy): number {
  return Math.floor(Math.min(mostMs, ttl + dayMs) / 1000);
}
