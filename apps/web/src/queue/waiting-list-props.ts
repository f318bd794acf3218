import type { Job } from '@videoexpress/job-schema';

/** What the list of waiting jobs is drawn from, whether it can be reordered yet or not. */
export interface WaitingListProps {
  /** In the order in which they start. */
  readonly jobs: readonly Job[];
  readonly shownId: string | null;
  readonly startsAtMs: ReadonlyMap<string, number>;
  /** What the list scrolls in; null where the page itself scrolls. */
  readonly scroller: HTMLElement | null;
}
