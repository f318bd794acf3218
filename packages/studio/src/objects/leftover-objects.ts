import type { Clock } from '../clock.ts';
import type { AssetStore } from '../library/asset-store.ts';
import type { Log } from '../log.ts';
import type { ObjectStorage, ObjectStore } from './object-store.ts';

const objectsAtOnce = 100;
const requestsAtOnce = 8;

/**
 * Removes the objects of what is gone for good. What cannot go now stays listed and is tried again: without a bucket, or
 * with one that does not answer, it ends at the first.
 *
 * @param deps.stop aborted when the daemon stops
 */
export function createLeftoverObjects(deps: {
  readonly assets: Pick<AssetStore, 'leftoverObjects' | 'forgetLeftoverObjects'>;
  readonly objects: Pick<ObjectStorage, 'current'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
  readonly stop: AbortSignal;
}): { readonly remove: () => Promise<void>; readonly settled: () => Promise<void> } {
  const { assets, objects, clock, log, stop } = deps;
  let underWay: Promise<void> | null = null;
  /** More may have been listed since the walk under way looked for the last time. */
  let again = false;

  /** The first that cannot go ends it. */
  async function removeSome(store: ObjectStore, keys: readonly string[]) {
    const gone: string[] = [];
    let fault: string | null = null;
    const waiting = keys[Symbol.iterator]();
    const work = async (): Promise<void> => {
      for (const key of waiting) {
        if (fault !== null) return;
        const removed = await store.delete(key, stop);
        if (removed.ok) gone.push(key);
        else fault = removed.error.detail;
      }
    };
    await Promise.all(Array.from({ length: requestsAtOnce }, work));
    return { gone, fault };
  }

  async function removeAll(): Promise<void> {
    while (!stop.aborted) {
      const keys = await assets.leftoverObjects(objectsAtOnce, clock.now());
      if (keys.length === 0) return;
      const store = await objects.current();
      if (store === null) return;
      const { gone, fault } = await removeSome(store, keys);
      if (gone.length > 0) await assets.forgetLeftoverObjects(gone, clock.now());
      if (fault === null) continue;
      if (!stop.aborted) log.warn({ detail: fault }, 'Objects of what is gone could not be removed yet');
      return;
    }
  }

  async function walk(): Promise<void> {
    do {
      again = false;
      await removeAll();
    } while (again && !stop.aborted);
  }

  return {
    /** One walk at a time: whoever asks meanwhile waits for that one, which looks once more. */
    remove() {
      again = true;
      underWay ??= walk().finally(() => {
        underWay = null;
      });
      return underWay;
    },
    /** Waits for the walk that is under way; how it ends is told to whoever began it. */
    async settled() {
      await underWay?.catch(() => undefined);
    },
  };
}
