import type { StreamEvent } from '@videoexpress/job-schema';

/** Enough for a tab that was away for some seconds; one that was away for longer reads everything afresh. */
const mostKept = 500;

/** The newest events a tab has seen, so that it can hand them to one that missed some. */
export class RecentEvents {
  #events: StreamEvent[] = [];
  /** Every event of the stream after this one is here; null while no place on the stream is known. */
  #since: number | null;

  constructor(since: number | null) {
    this.#since = since;
  }

  add(event: StreamEvent): void {
    this.#since ??= event.id - 1;
    this.#events.push(event);
    if (this.#events.length <= mostKept) return;
    this.#since = this.#events.shift()?.id ?? this.#since;
  }

  /** The events after `after`, oldest first; null when some of them are not kept. */
  after(after: number | null): readonly StreamEvent[] | null {
    if (after === null || this.#since === null) return [];
    if (after < this.#since) return null;
    return this.#events.filter((event) => event.id > after);
  }
}
