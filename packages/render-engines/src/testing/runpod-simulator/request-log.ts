import type { Clock } from '@videoexpress/studio';

/** One call that came in. */
export interface LoggedRequest {
  /** Which surface, and which route of it: `run`, `status`, `job-take`, `job-progress`, `serverless`; `unknown` where it is none. */
  readonly route: string;
  readonly jobId: string | null;
  /** Monotonic milliseconds. */
  readonly atMs: number;
  /** Null while it is not answered, and where it never is. */
  status: number | null;
}

const windowMs = 10_000;

/** Every call of the job API, the worker protocol and the management API, in the order in which they came. */
export class RequestLog {
  readonly all: LoggedRequest[] = [];
  readonly #clock: Clock;
  readonly #waiters = new Set<() => void>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(route: string, jobId: string | null): LoggedRequest {
    const request = { route, jobId, atMs: this.#clock.monotonic(), status: null };
    this.all.push(request);
    for (const waiter of this.#waiters) waiter();
    return request;
  }

  /** How many calls of a route came in, of one job where it is given. */
  count(route: string, jobId?: string): number {
    return this.of(route, jobId).length;
  }

  of(route: string, jobId?: string): readonly LoggedRequest[] {
    return this.all.filter((request) => request.route === route && (jobId === undefined || request.jobId === jobId));
  }

  /** The most calls of a route within any ten seconds: what the service's limits are about. */
  mostInTenSeconds(route: string): number {
    const times = this.of(route).map(({ atMs }) => atMs);
    let first = 0;
    return times.reduce((most, at, last) => {
      while ((times[first] ?? at) <= at - windowMs) first += 1;
      return Math.max(most, last - first + 1);
    }, 0);
  }

  /** Resolves once that many calls of a route have come in. */
  async received(route: string, count: number): Promise<void> {
    while (this.count(route) < count) {
      await new Promise<void>((resolve) => {
        const look = () => {
          this.#waiters.delete(look);
          resolve();
        };
        this.#waiters.add(look);
      });
    }
  }
}
