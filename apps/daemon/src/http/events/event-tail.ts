import type { StreamEvent } from '@videoexpress/job-schema';
import type { Clock, EventLog, Log } from '@videoexpress/studio';
import { eventText, resetText } from './event-text.ts';

/** Small, because a page is written at once: what a client may let pile up must hold it with room to spare. */
const tailPage = 100;
const retryAfterMs = 1000;

/** Whoever is at the end of the log, and is told what comes. */
export interface Follower {
  /** The newest event it was sent. */
  cursor: number;
  write(text: string): void;
}

/**
 * The one reader at the end of the event log, for all streams that have caught up: however many there are, each event is
 * read and put into text once.
 */
export class EventTail {
  readonly #events: EventLog;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #followers = new Set<Follower>();
  #position = 0;
  #isReading = false;
  #readAgain = false;
  #isRetrySet = false;

  constructor(deps: { events: EventLog; clock: Clock; log: Log }) {
    this.#events = deps.events;
    this.#clock = deps.clock;
    this.#log = deps.log;
  }

  /**
   * Lets a follower join. False when the tail has read on beyond what it was sent: it must catch up first. The check
   * and the joining happen in one step, so no event falls between them.
   */
  join(follower: Follower): boolean {
    if (this.#followers.size === 0 && !this.#isReading) this.#position = follower.cursor;
    if (follower.cursor < this.#position) return false;
    this.#followers.add(follower);
    this.wake();
    return true;
  }

  leave(follower: Follower): void {
    this.#followers.delete(follower);
  }

  /** Reads what is new, if anyone listens. */
  wake(): void {
    this.#readAgain = true;
    if (this.#isReading || this.#followers.size === 0) return;
    this.#isReading = true;
    void this.#readOn();
  }

  async #readOn(): Promise<void> {
    try {
      while (this.#readAgain && this.#followers.size > 0) {
        this.#readAgain = false;
        await this.#readPage();
      }
    } catch (cause) {
      this.#log.warn({ err: cause }, 'The event log could not be read; trying again');
      this.#retryLater();
    } finally {
      this.#isReading = false;
    }
    // A stream may have joined after the last look at the list.
    if (this.#readAgain && this.#followers.size > 0) this.wake();
  }

  #retryLater(): void {
    if (this.#isRetrySet) return;
    this.#isRetrySet = true;
    this.#clock.after(retryAfterMs, () => {
      this.#isRetrySet = false;
      this.wake();
    });
  }

  async #readPage(): Promise<void> {
    const page = await this.#events.after(this.#position, tailPage);
    if (page === 'gone') {
      this.#position = await this.#events.lastId();
      for (const follower of this.#followers) {
        follower.cursor = this.#position;
        follower.write(resetText(this.#position));
      }
      return;
    }
    for (const event of page) this.#send(event);
    if (page.length === tailPage) this.#readAgain = true;
  }

  #send(event: StreamEvent): void {
    const text = eventText(event);
    this.#position = event.id;
    for (const follower of this.#followers) {
      if (follower.cursor >= event.id) continue;
      follower.cursor = event.id;
      follower.write(text);
    }
  }
}
