import type { Post, PostContent, PostTime } from '@videoexpress/job-schema';
import type { PublishingSite } from './publishing-site.ts';
import { nextFreeSlot } from './publish-slots.ts';

/** When a post goes out, and who sees to it. */
export interface PostPlan {
  /** Wall time in milliseconds; null: at once. */
  readonly scheduledAtMs: number | null;
  readonly scheduledBy: Post['scheduledBy'];
  /** When its job may begin; null: at once. */
  readonly runAtMs: number | null;
}

/** A service is not given times closer than this: the upload may take longer. */
export const soonestAtServiceMs = 15 * 60_000;

/** Settles what "at a time" and "in the next free slot" come to. */
export function planPost(
  request: { readonly content: Pick<PostContent, 'visibility'>; readonly when: PostTime },
  site: Pick<PublishingSite, 'schedules'>,
  around: {
    readonly nowMs: number;
    readonly timeZone: string;
    readonly publishTimes: readonly string[];
    /** What goes out already, of the same account. */
    readonly taken: readonly number[];
  },
): PostPlan {
  const atMs = momentOf(request.when, around);
  if (atMs === null || atMs <= around.nowMs) return { scheduledAtMs: null, scheduledBy: null, runAtMs: null };
  // A service puts out what becomes public, and nothing else; what stays private or unlisted goes up at its time.
  const byService =
    site.schedules && request.content.visibility === 'public' && atMs - around.nowMs >= soonestAtServiceMs;
  return byService
    ? { scheduledAtMs: atMs, scheduledBy: 'service', runAtMs: null }
    : { scheduledAtMs: atMs, scheduledBy: 'this_computer', runAtMs: atMs };
}

function momentOf(
  when: PostTime,
  around: {
    readonly nowMs: number;
    readonly timeZone: string;
    readonly publishTimes: readonly string[];
    readonly taken: readonly number[];
  },
): number | null {
  switch (when.kind) {
    case 'now':
      return null;
    case 'at':
      return Date.parse(when.at);
    case 'next_slot':
      return nextFreeSlot(around.publishTimes, around.taken, around.nowMs, around.timeZone);
  }
}
