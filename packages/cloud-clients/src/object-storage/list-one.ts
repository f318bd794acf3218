import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { err, ok, type Result } from '@videoexpress/job-schema';
import type { ObjectError } from '@videoexpress/studio';
import type { BucketClient } from './bucket-client.ts';
import { objectError } from './object-errors.ts';

/**
 * Lists one object: what shows that bucket and keys are right. Asking for the bucket itself, or for all of them, is refused
 * to the keys that may only read and write objects. Answers how far this machine's clock is from the store's, in
 * milliseconds, as far as that is known; more than 15 minutes are too many.
 */
export function listOne({ s3, bucket, place }: BucketClient) {
  return async (signal: AbortSignal): Promise<Result<{ readonly clockOffMs: number }, ObjectError>> => {
    try {
      await s3.send(new ListObjectsV2Command({ Bucket: bucket, MaxKeys: 1 }), { abortSignal: signal });
      return ok({ clockOffMs: s3.config.systemClockOffset });
    } catch (cause) {
      return err(objectError(cause, place));
    }
  };
}
