import type { Clock } from '@videoexpress/studio';

/** How often, and how many at a time, one kind of call may be made. */
export interface CallLimit {
  /** Calls that may be made in one go after a pause. */
  readonly burst: number;
  readonly perSecond: number;
  readonly atOnce: number;
}

/**
 * What this studio keeps to. RunPod's own limits are, in 10 seconds and at a time: run 1000 and 200, status 2000 and 400,
 * cancel 100 and 20. In any 10 seconds at most `burst + 10 * perSecond` calls are made, which stays below; others may use
 * the same key.
 */
export const callLimits = {
  run: { burst: 100, perSecond: 80, atOnce: 40 },
  status: { burst: 200, perSecond: 150, atOnce: 40 },
  cancel: { burst: 15, perSecond: 8, atOnce: 10 },
} as const satisfies Record<string, CallLimit>;

/** A bucket of tokens that fills with time, and a number of places: a call takes one of each. */
export class CallGate {
  readonly #limit: CallLimit;
  readonly #clock: Clock;
  readonly #waiting: (() => void)[] = [];
  #tokens: number;
  #filledMs: number;
  #open = 0;
  #callOff: (() => void) | null = null;

  constructor(limit: CallLimit, clock: Clock) {
    this.#limit = limit;
    this.#clock = clock;
    this.#tokens = limit.burst;
    this.#filledMs = clock.monotonic();
  }

  /** Makes the call once its turn has come. Null: the signal was aborted before that, and it was not made. */
  async pass<T>(signal: AbortSignal, call: () => Promise<T>): Promise<T | null> {
    if (signal.aborted || !(await this.#turn(signal))) return null;
    try {
      return await call();
    } finally {
      this.#open -= 1;
      this.#letIn();
    }
  }

  close(): void {
    this.#callOff?.();
  }

  /** False: called off. */
  #turn(signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const enter = () => {
        signal.removeEventListener('abort', leave);
        resolve(true);
      };
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(enter), 1);
        resolve(false);
      };
      signal.addEventListener('abort', leave, { once: true });
      this.#waiting.push(enter);
      this.#letIn();
    });
  }

  #letIn(): void {
    this.#fill();
    while (this.#waiting.length > 0 && this.#open < this.#limit.atOnce && this.#tokens >= 1) {
      this.#tokens -= 1;
      this.#open += 1;
      this.#waiting.shift()?.();
    }
    const isShort = this.#waiting.length > 0 && this.#tokens < 1;
    if (!isShort || this.#callOff !== null) return;
    const waitMs = Math.ceil(((1 - this.#tokens) / this.#limit.perSecond) * 1000);
    this.#callOff = this.#clock.after(Math.max(1, waitMs), () => {
      this.#callOff = null;
      this.#letIn();
    });
  }

  #fill(): void {
    const now = this.#clock.monotonic();
    const gained = ((now - this.#filledMs) / 1000) * this.#limit.perSecond;
    this.#tokens = Math.min(this.#limit.burst, this.#tokens + gained);
    this.#filledMs = now;
  }
}
