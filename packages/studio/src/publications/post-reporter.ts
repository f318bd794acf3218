import type { PostId } from '@videoexpress/job-schema';
import type { Clock } from '../clock.ts';
import type { PublicationStore } from './publication-store.ts';

/** Rows written for one post, at most one in this many milliseconds. */
const reportEveryMs = 500;

interface Report {
  readonly state: 'uploading' | 'processing';
  readonly fraction: number | null;
}

/** Writes to a post how far it is, never more often than anyone could read it. The newest report is always written. */
export class PostReporter {
  readonly #write: (report: Report) => Promise<unknown>;
  readonly #clock: Clock;
  #written: Report | null = null;
  #waiting: Report | null = null;
  #lastMs = Number.NEGATIVE_INFINITY;
  #callOff: (() => void) | null = null;
  #writing: Promise<unknown> = Promise.resolve();

  constructor(deps: {
    readonly store: Pick<PublicationStore, 'note'>;
    readonly clock: Clock;
    readonly post: PostId;
    readonly until: <T>(operation: () => Promise<T>) => Promise<T>;
  }) {
    this.#clock = deps.clock;
    this.#write = ({ state, fraction }) =>
      deps.until(() =>
        deps.store.note(
          deps.post,
          { state, fraction, error: null },
          ['cancelled', 'live', 'rejected'],
          deps.clock.now(),
        ),
      );
  }

  note(report: Report): void {
    const last = this.#waiting ?? this.#written;
    if (last?.state === report.state && last.fraction === report.fraction) return;
    const isNewState = last?.state !== report.state;
    this.#waiting = report;
    const dueMs = this.#lastMs + reportEveryMs;
    const now = this.#clock.monotonic();
    if (isNewState || now >= dueMs) this.#send();
    else this.#callOff ??= this.#clock.after(dueMs - now, () => this.#send());
  }

  /** Nothing is written after this. */
  async end(): Promise<void> {
    this.#callOff?.();
    this.#waiting = null;
    await this.#writing;
  }

  #send(): void {
    this.#callOff?.();
    this.#callOff = null;
    const report = this.#waiting;
    if (report === null) return;
    this.#waiting = null;
    this.#written = report;
    this.#lastMs = this.#clock.monotonic();
    // Whoever follows the job is told of a database that is away; here the next report comes anyway.
    this.#writing = this.#writing.then(() => this.#write(report)).catch(() => undefined);
  }
}
