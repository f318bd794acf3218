import type { StreamEvent } from '@videoexpress/job-schema';
import type { Clock, EventLog, Log } from '@videoexpress/studio';
import { eventText, resetText } from './event-text.ts';
import type { EventStream } from './event-stream.ts';

/** Small, because a page is written at once: what a client may let pile up must hold it with room to spare. */
const tailPage = 100;
const retryAfterMs = 1000;

/**
 * The one reader at the end of the event log, for all streams that have caught up: however many there are, each event is
 * read and put into text once.
 */
export class EventTail {
  readonly #events: EventLog;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #live = new Set<EventStream>();
  #position = 0;
  #isReading = false;
  #readAgain = false;

  constructor(deps: { events: EventLog; clock: Clock; log: Log }) {
    this.#events = deps.events;
    this.#clock = deps.clock;
    this.#log = deps.log;
  }

  /**
   * Lets a stream join. False when the tail has read on beyond what the stream was sent: it must catch up first. The check
   * and the joining happen in one step, so no event falls between them.
   */
  join(stream: EventStream): boolean {
    if (this.#live.size === 0 && !this.#isReading) this.#position = stream.cursor;
    if (stream.cursor < this.#position) return false;
    this.#live.add(stream);
    this.wake();
    return true;
  }

  leave(stream: EventStream): void {
    this.#live.delete(stream);
  }

  /** Reads what is new, if anyone listens. */
  wake(): void {
    this.#readAgain = true;
    if (this.#isReading || this.#live.size === 0) return;
    this.#isReading = true;
    void this.#readOn();
  }

  async #readOn(): Promise<void> {
    try {
      while (this.#readAgain && this.#live.size > 0) {
        this.#readAgain = false;
        await this.#readPage();
      }
    } catch (cause) {
      this.#log.warn({ err: cause }, 'The event log could not be read; trying again');
      this.#clock.after(retryAfterMs, () => this.wake());
    } finally {
      this.#isReading = false;
    }
    // A stream may have joined after the last look at the list.
    if (this.#readAgain && this.#live.size > 0) this.wake();
  }

  async #readPage(): Promise<void> {
    const page = await this.#events.after(this.#position, tailPage);
    if (page === 'gone') {
      this.#position = await this.#events.lastId();
      for (const stream of this.#live) {
        stream.cursor = this.#position;
        stream.write(resetText(this.#position));
      }
      return;
    }
    for (const event of page) this.#send(event);
    if (page.length === tailPage) this.#readAgain = true;
  }

  #send(event: StreamEvent): void {
    const text = eventText(event);
    this.#position = event.id;
    for (const stream of this.#live) {
      if (stream.cursor >= event.id) continue;
      stream.cursor = event.id;
      stream.write(text);
    }
  }
}
