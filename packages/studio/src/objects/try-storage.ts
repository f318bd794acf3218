import type { EngineTest } from '@videoexpress/job-schema';
import type { ObjectStorage } from './object-store.ts';

const limitMs = 60_000;

/** Tries the object storage out, once at a time: whoever asks meanwhile gets the same answer. @param onDone its health may be another */
export function createStorageTrial(
  objects: Pick<ObjectStorage, 'test'>,
  stop: AbortSignal,
  onDone: () => void,
): () => Promise<EngineTest> {
  let underWay: Promise<EngineTest> | null = null;
  return () => {
    underWay ??= objects.test(AbortSignal.any([stop, AbortSignal.timeout(limitMs)])).finally(() => {
      underWay = null;
      onDone();
    });
    return underWay;
  };
}
