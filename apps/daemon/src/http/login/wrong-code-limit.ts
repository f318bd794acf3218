import type { Clock } from '@videoexpress/studio';

const maxWrong = 10;
const windowMs = 60_000;

export interface WrongCodeLimit {
  /** Notes one wrong try. Answers with the seconds to wait when there were too many in the last minute, else null. */
  note(): number | null;
}

/**
 * Slows down whoever tries codes. It counts for the whole daemon, as every client has the same address. Only wrong codes
 * are held up: otherwise any page could lock the person out by opening wrong links, and guessing 192 bits stays hopeless.
 */
export function createWrongCodeLimit(clock: Clock): WrongCodeLimit {
  const wrongAt: number[] = [];
  return {
    note() {
      const now = clock.monotonic();
      while ((wrongAt[0] ?? now) <= now - windowMs) wrongAt.shift();
      const oldest = wrongAt[0];
      if (wrongAt.length >= maxWrong && oldest !== undefined) return Math.ceil((oldest + windowMs - now) / 1000);
      wrongAt.push(now);
      return null;
    },
  };
}
