import type { EventFeed } from './event-feed.ts';
import type { SharedFeedParts } from './feed-parts.ts';
import { FeedMember } from './feed-member.ts';

/**
 * One stream for all tabs of a browser. The tab that holds the lock leads: it reads the stream and hands every event to
 * the others. Each tab knows the last event it saw itself, so whoever leads next goes on from there.
 */
export function sharedFeed(stream: EventFeed, parts: SharedFeedParts): EventFeed {
  return {
    open(afterEventId, listener) {
      const member = new FeedMember(stream, parts, afterEventId, listener);
      return () => member.leave();
    },
  };
}
