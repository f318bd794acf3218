/**
 * Time as the rules see it. The daemon passes the machine's; tests pass one they move by hand, so no rule about time is
 * ever tested by waiting.
 */
export interface Clock {
  /** Wall time in milliseconds since 1970. May jump: use it for what people read, never for how long something took. */
  now(): number;
  /** Milliseconds that only ever grow, from an arbitrary start. */
  monotonic(): number;
  /** Runs `task` once after `delayMs`; the returned function calls it off. */
  after(delayMs: number, task: () => void): () => void;
}

/** A wall clock reading as the ISO text that rows and answers carry. */
export function isoTime(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
