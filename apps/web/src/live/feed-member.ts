import type { StreamEvent } from '@videoexpress/job-schema';
import type { EventFeed, FeedListener } from './event-feed.ts';
import { type FeedMessage, readFeedMessage } from './feed-message.ts';
import type { SharedFeedParts, TabChannel } from './feed-parts.ts';
import { RecentEvents } from './recent-events.ts';

/** A follower that heard nothing for this long asks whether the leader is still there. */
const quietMs = 10_000;
/** A leader that answers nothing for this long hangs or sleeps, and another takes its place. */
const answerWithinMs = 5_000;

/** One tab in the circle of those that share a stream. */
export class FeedMember {
  readonly #name: string;
  readonly #channel: TabChannel;
  readonly #recent: RecentEvents;
  readonly #parts: SharedFeedParts;
  readonly #stream: EventFeed;
  readonly #listener: FeedListener;
  /** The newest event that this tab has seen. */
  #cursor: number | null;
  #isOver = false;
  #isAsking = false;
  #isStreamOpen = false;
  #closeStream: (() => void) | null = null;
  #leaveLock = (): void => {};
  #stopWaiting = (): void => {};

  constructor(stream: EventFeed, parts: SharedFeedParts, after: number | null, listener: FeedListener) {
    this.#stream = stream;
    this.#parts = parts;
    this.#listener = listener;
    this.#cursor = after;
    this.#recent = new RecentEvents(after);
    this.#name = parts.newTabName();
    this.#channel = parts.openChannel((data) => this.#hear(readFeedMessage(data)));
    this.#seekLead(false);
    this.#ask();
  }

  /** Leaves the circle; where this tab led, the next one is told by the lock. */
  leave(): void {
    this.#isOver = true;
    this.#stopWaiting();
    this.#stopStream();
    this.#channel.close();
    this.#leaveLock();
  }

  get #leads(): boolean {
    return this.#closeStream !== null;
  }

  #seekLead(steal: boolean): void {
    this.#leaveLock();
    this.#leaveLock = this.#parts.lock.seek(
      { steal },
      {
        onLead: () => {
          if (!this.#isOver) this.#lead();
        },
        onLost: () => {
          if (this.#isOver) return;
          this.#stopStream();
          this.#seekLead(false);
          this.#ask();
        },
      },
    );
  }

  #lead(): void {
    this.#isAsking = false;
    this.#stopWaiting();
    this.#closeStream = this.#stream.open(this.#cursor, {
      opened: () => {
        this.#isStreamOpen = true;
        this.#say({ kind: 'opened' });
        this.#listener.opened();
      },
      event: (event) => {
        const previous = this.#cursor;
        this.#take(event);
        this.#say({ kind: 'event', previous, event });
      },
      reset: () => {
        this.#say({ kind: 'reset' });
        this.#listener.reset();
      },
      interrupted: () => {
        this.#isStreamOpen = false;
        this.#say({ kind: 'interrupted' });
        this.#listener.interrupted();
      },
      closed: () => {
        this.#isStreamOpen = false;
        this.#listener.closed();
      },
    });
    this.#say({ kind: 'leading' });
  }

  #stopStream(): void {
    this.#closeStream?.();
    this.#closeStream = null;
    this.#isStreamOpen = false;
  }

  /** Passes an event on, unless this tab has it already. */
  #take(event: StreamEvent): void {
    if (this.#cursor !== null && event.id <= this.#cursor) return;
    this.#cursor = event.id;
    this.#recent.add(event);
    this.#listener.event(event);
  }

  #say(message: FeedMessage): void {
    if (!this.#isOver) this.#channel.post(message);
  }

  #hear(message: FeedMessage | null): void {
    if (message === null || this.#isOver) return;
    if (message.kind === 'hello') {
      if (this.#leads) this.#answer(message.from, message.after);
      return;
    }
    // Another that leads at the same time is one that will learn that it does so no longer.
    if (!this.#leads) this.#follow(message);
  }

  #answer(to: string, after: number | null): void {
    const events = this.#recent.after(after);
    if (events === null) this.#say({ kind: 'behind', to });
    else this.#say({ kind: 'welcome', to, events, cursor: this.#cursor, isOpen: this.#isStreamOpen });
  }

  #follow(message: Exclude<FeedMessage, { kind: 'hello' }>): void {
    switch (message.kind) {
      case 'leading':
        return this.#ask();
      case 'event': {
        const { previous, event } = message;
        const isGap = previous !== null && this.#cursor !== null && previous > this.#cursor;
        // While it waits for an answer, what it misses is on its way with that.
        if (!isGap) this.#take(event);
        else if (!this.#isAsking) this.#ask();
        break;
      }
      case 'welcome':
        if (message.to !== this.#name) return;
        this.#isAsking = false;
        for (const event of message.events) this.#take(event);
        this.#cursor ??= message.cursor;
        if (message.isOpen) this.#listener.opened();
        break;
      case 'behind':
        if (message.to === this.#name) this.#listener.reset();
        return;
      case 'opened':
        this.#listener.opened();
        break;
      case 'interrupted':
        this.#listener.interrupted();
        break;
      case 'reset':
        return this.#listener.reset();
    }
    if (!this.#isOver && !this.#isAsking) this.#askWhenQuiet();
  }

  #askWhenQuiet(): void {
    this.#stopWaiting();
    this.#stopWaiting = this.#parts.later(quietMs, () => this.#ask());
  }

  #ask(): void {
    this.#stopWaiting();
    if (this.#leads || this.#isOver) return;
    this.#isAsking = true;
    this.#stopWaiting = this.#parts.later(answerWithinMs, () => this.#seekLead(true));
    this.#say({ kind: 'hello', from: this.#name, after: this.#cursor });
  }
}
