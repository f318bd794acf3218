/** Lets so many do something at once; the others wait, first come, first served. */
export interface Turns {
  /** Waits for a turn and gives back how it is ended. Null: `signal` was aborted before it came. */
  take(signal?: AbortSignal): Promise<(() => void) | null>;
}

/** @param atOnce at least 1 */
export function createTurns(atOnce: number): Turns {
  let free = atOnce;
  const waiting: (() => void)[] = [];

  function end(): void {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
  }

  /** Each turn ends once, however often it is said. */
  function newEnd(): () => void {
    let isOver = false;
    return () => {
      if (!isOver) end();
      isOver = true;
    };
  }

  return {
    take(signal) {
      if (signal?.aborted === true) return Promise.resolve(null);
      if (free > 0) {
        free -= 1;
        return Promise.resolve(newEnd());
      }
      return new Promise((resolve) => {
        const begin = () => {
          signal?.removeEventListener('abort', giveUp);
          resolve(newEnd());
        };
        const giveUp = () => {
          waiting.splice(waiting.indexOf(begin), 1);
          resolve(null);
        };
        signal?.addEventListener('abort', giveUp, { once: true });
        waiting.push(begin);
      });
    },
  };
}
