import { createHash } from 'node:crypto';
import type { AttemptId } from '@videoexpress/job-schema';
import type { Video } from './wire.ts';

const markerBase = 10 ** 11;

/**
 * A number of twelve digits that stands for an attempt, to be sent as `seconds`. These servers know no idempotency key,
 * and of all that is sent, vllm-omni 0.30.0 echoes only prompt, size and seconds word for word; seconds means nothing there
 * once `num_frames` is given. So a submission whose answer was lost is found again in the list of videos.
 */
export function attemptMarker(attemptId: AttemptId): string {
  const number = createHash('sha256').update(attemptId).digest().readUIntBE(0, 6);
  return String(markerBase + (number % (9 * markerBase)));
}

/** Those among these videos that were made for the attempt: one, or two where it was sent twice. */
export function findByMarker(videos: readonly Video[], attemptId: AttemptId): readonly Video[] {
  const marker = attemptMarker(attemptId);
  return videos.filter(({ seconds }) => String(seconds) === marker);
}
