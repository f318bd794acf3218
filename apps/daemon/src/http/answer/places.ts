/** A number of things that may go on at once. */
export interface Places {
  /** Takes one, and answers with what gives it back; null where all are taken. Given back twice, it counts once. */
  take(): (() => void) | null;
}

/** @param most how many may be taken at once */
export function createPlaces(most: number): Places {
  let taken = 0;
  return {
    take() {
      if (taken >= most) return null;
      taken += 1;
      let isMine = true;
      return () => {
        if (isMine) taken -= 1;
        isMine = false;
      };
    },
  };
}
