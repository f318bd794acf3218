import { setImmediate } from 'node:timers/promises';

/**
 * Does the parts of one long change one after the other and gives streams and files a turn in between. Others who want the
 * database wait all the same: the change is one transaction.
 *
 * @param size how many values are done without a turn for others
 */
export async function inPieces<T>(
  values: readonly T[],
  size: number,
  work: (piece: readonly T[]) => Promise<void>,
): Promise<void> {
  for (let start = 0; start < values.length; start += size) {
    if (start > 0) await setImmediate();
    await work(values.slice(start, start + size));
  }
}
