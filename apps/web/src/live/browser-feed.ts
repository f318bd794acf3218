import type { EventFeed } from './event-feed.ts';
import type { LeaderLock, SharedFeedParts } from './feed-parts.ts';
import { sharedFeed } from './shared-feed.ts';
import { sseFeed } from './sse-feed.ts';

const lockName = 'videoexpress.events';

const lock: LeaderLock = {
  seek({ steal }, { onLead, onLost }) {
    const giveUp = new AbortController();
    let hasLeft = false;
    let holds = false;
    let letGo = (): void => {};
    const options = steal ? { steal: true } : { signal: giveUp.signal };
    void navigator.locks
      .request(lockName, options, () => {
        if (hasLeft) return null;
        holds = true;
        onLead();
        return new Promise<void>((resolve) => {
          letGo = resolve;
        });
      })
      .catch(() => {
        // Either given up here before its turn came, or taken away by another tab.
        if (holds && !hasLeft) onLost();
      });
    return () => {
      hasLeft = true;
      letGo();
      giveUp.abort();
    };
  },
};

const parts: SharedFeedParts = {
  lock,
  newTabName: () => crypto.randomUUID(),
  openChannel(onMessage) {
    const channel = new BroadcastChannel(lockName);
    channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => onMessage(data));
    return { post: (message) => channel.postMessage(message), close: () => channel.close() };
  },
  later(delayMs, next) {
    const timer = setTimeout(next, delayMs);
    return () => clearTimeout(timer);
  },
};

/** One stream for the whole browser; where it cannot share one (no locks without a secure origin), one of its own. */
export function browserFeed(): EventFeed {
  const canShare = 'locks' in navigator && 'BroadcastChannel' in globalThis && 'randomUUID' in crypto;
  return canShare ? sharedFeed(sseFeed, parts) : sseFeed;
}
