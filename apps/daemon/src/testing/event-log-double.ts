import type { StreamEvent } from '@videoexpress/job-schema';
import type { EventLog } from '@videoexpress/studio';

type NewEvent = StreamEvent extends infer Each ? (Each extends StreamEvent ? Omit<Each, 'id'> : never) : never;

/** An event log in memory that can be written to and pruned, and that counts how often it was read. */
export class EventLogDouble implements EventLog {
  readonly rows: StreamEvent[] = [];
  readsAfter = 0;
  /** Thrown once by the next read of events. */
  failNextRead: Error | null = null;
  #prunedThrough = 0;
  #lastId = 0;
  readonly #listeners = new Set<() => void>();

  /** Commits events in one transaction. */
  commit(...events: readonly NewEvent[]): void {
    for (const event of events) {
      this.#lastId += 1;
      this.rows.push({ ...event, id: this.#lastId });
    }
    for (const listener of this.#listeners) listener();
  }

  /** Forgets the events up to `id`. */
  prune(id: number): void {
    this.#prunedThrough = id;
    this.rows.splice(0, this.rows.filter((row) => row.id <= id).length);
  }

  get listeners(): number {
    return this.#listeners.size;
  }

  lastId(): Promise<number> {
    return Promise.resolve(this.#lastId);
  }

  after(id: number, limit: number): Promise<readonly StreamEvent[] | 'gone'> {
    this.readsAfter += 1;
    const failure = this.failNextRead;
    this.failNextRead = null;
    if (failure !== null) return Promise.reject(failure);
    if (id < this.#prunedThrough || id > this.#lastId) return Promise.resolve('gone');
    return Promise.resolve(this.rows.filter((row) => row.id > id).slice(0, limit));
  }

  onCommit(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
