import type { StreamEvent } from '@videoexpress/job-schema';

/** What a feed tells the one who opened it. */
export interface FeedListener {
  /** Events flow. Said again after each interruption. */
  readonly opened: () => void;
  readonly event: (event: StreamEvent) => void;
  /** What was missed is no longer kept, or an event could not be read: read everything afresh. */
  readonly reset: () => void;
  /** Nothing flows for now; the feed itself goes on trying. */
  readonly interrupted: () => void;
  /** The feed has given up, and nothing more comes from it. */
  readonly closed: () => void;
}

/**
 * Where events come from. Today that is one stream a page (`sse-feed.ts`); a feed that shares one stream between tabs
 * fits in the same place.
 */
export interface EventFeed {
  /** Opens after the event row `afterEventId`, or at now for null. Returns the way to close it. */
  readonly open: (afterEventId: number | null, listener: FeedListener) => () => void;
}
