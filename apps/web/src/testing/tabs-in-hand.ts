import type { EventFeed, FeedListener } from '../live/event-feed.ts';
import type { SharedFeedParts } from '../live/feed-parts.ts';
import { sharedFeed } from '../live/shared-feed.ts';

interface Seeker {
  readonly tab: TabInHand;
  readonly onLead: () => void;
  readonly onLost: () => void;
}

/** A stream that some tab opened at the daemon. */
export interface StreamInHand {
  readonly tab: TabInHand;
  readonly after: number | null;
  readonly listener: FeedListener;
}

/** One tab of the browser: what it was told, and the way to make it hang or go away. */
export interface TabInHand {
  readonly seen: number[];
  readonly told: string[];
  readonly timers: { readonly delayMs: number; readonly next: () => void }[];
  /** A tab that hangs hears nothing and says nothing, but keeps its lock. */
  hangs: boolean;
  /** What the browser wants to tell it, kept while it hangs. */
  readonly pending: (() => void)[];
  close: () => void;
}

/** The tabs of one browser with its lock, its channel and the streams it has open, all moved by the test. */
export class BrowserInHand {
  readonly streams: StreamInHand[] = [];
  #holder: Seeker | null = null;
  #waiting: Seeker[] = [];
  #channels: { tab: TabInHand; onMessage: (data: unknown) => void }[] = [];
  #count = 0;

  /** Opens a tab whose snapshot is as new as the event row `after`. */
  openTab(after: number | null): TabInHand {
    const tab: TabInHand = { seen: [], told: [], timers: [], hangs: false, pending: [], close: () => {} };
    const close = sharedFeed(this.#streamOf(tab), this.#partsOf(tab)).open(after, {
      opened: () => tab.told.push('opened'),
      interrupted: () => tab.told.push('interrupted'),
      closed: () => tab.told.push('closed'),
      reset: () => tab.told.push('reset'),
      event: ({ id }) => tab.seen.push(id),
    });
    tab.close = close;
    return tab;
  }

  /** Lets a tab that hung go on. */
  comeBack(tab: TabInHand): void {
    tab.hangs = false;
    for (const tell of tab.pending.splice(0)) tell();
  }

  /** The one stream there is. */
  get stream(): StreamInHand {
    const [only, ...more] = this.streams;
    if (only === undefined || more.length > 0) throw new Error(`There are ${this.streams.length} streams`);
    return only;
  }

  #streamOf(tab: TabInHand): EventFeed {
    return {
      open: (after, listener) => {
        const stream = { tab, after, listener };
        this.streams.push(stream);
        return () => {
          if (this.streams.includes(stream)) this.streams.splice(this.streams.indexOf(stream), 1);
        };
      },
    };
  }

  #partsOf(tab: TabInHand): SharedFeedParts {
    this.#count += 1;
    const name = `tab ${this.#count}`;
    return {
      newTabName: () => name,
      lock: { seek: (how, told) => this.#seek({ tab, ...told }, how.steal) },
      openChannel: (onMessage) => {
        const mine = { tab, onMessage };
        this.#channels.push(mine);
        return {
          post: (message) => this.#post(tab, message),
          close: () => {
            this.#channels = this.#channels.filter((each) => each !== mine);
          },
        };
      },
      later: (delayMs, next) => {
        const timer = { delayMs, next };
        tab.timers.push(timer);
        return () => {
          if (tab.timers.includes(timer)) tab.timers.splice(tab.timers.indexOf(timer), 1);
        };
      },
    };
  }

  #post(from: TabInHand, message: unknown): void {
    const copy: unknown = structuredClone(message);
    if (from.hangs) return;
    for (const { tab, onMessage } of this.#channels) if (tab !== from && !tab.hangs) onMessage(copy);
  }

  #seek(seeker: Seeker, steal: boolean): () => void {
    if (steal) {
      const before = this.#holder;
      this.#holder = seeker;
      if (before?.tab.hangs === true) before.tab.pending.push(before.onLost);
      else before?.onLost();
      seeker.onLead();
    } else {
      this.#waiting.push(seeker);
      this.#giveOut();
    }
    return () => {
      this.#waiting = this.#waiting.filter((each) => each !== seeker);
      if (this.#holder === seeker) this.#holder = null;
      this.#giveOut();
    };
  }

  #giveOut(): void {
    if (this.#holder !== null) return;
    this.#holder = this.#waiting.shift() ?? null;
    this.#holder?.onLead();
  }
}
