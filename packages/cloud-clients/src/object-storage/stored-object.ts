import { HeadObjectCommand } from '@aws-sdk/client-s3';
import { err, ok, type Result, sha256Schema } from '@videoexpress/job-schema';
import type { ObjectError, StoredObject } from '@videoexpress/studio';
import type { BucketClient } from './bucket-client.ts';
import { isNotThere, objectError } from './object-errors.ts';

/** The note that an object carries of its content. */
const tag = 'sha256';

export function sha256Tag(sha256: string | undefined): { Metadata?: Record<string, string> } {
  return sha256 === undefined ? {} : { Metadata: { [tag]: sha256 } };
}

/** What is there under a key; null where nothing is. */
export async function headObject(
  client: BucketClient,
  key: string,
  signal: AbortSignal,
): Promise<Result<StoredObject | null, ObjectError>> {
  try {
    const command = new HeadObjectCommand({ Bucket: client.bucket, Key: key });
    const head = await client.s3.send(command, { abortSignal: signal });
    const said = sha256Schema.safeParse(head.Metadata?.[tag]);
    return ok({ bytes: head.ContentLength ?? 0, sha256: said.success ? said.data : null });
  } catch (cause) {
    return isNotThere(cause) ? ok(null) : err(objectError(cause, client.place));
  }
}
