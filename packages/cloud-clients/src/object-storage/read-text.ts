import { Readable } from 'node:stream';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { err, ok, type Result } from '@videoexpress/job-schema';
import type { ObjectError } from '@videoexpress/studio';
import type { BucketClient } from './bucket-client.ts';
import { cut, isNotThere, objectError } from './object-errors.ts';

/** A small object as text, never more than `maxBytes` of it in memory; null where it is not there. */
export async function readText(
  client: BucketClient,
  key: string,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Result<string | null, ObjectError>> {
  try {
    const command = new GetObjectCommand({ Bucket: client.bucket, Key: key });
    const { Body: body, ContentLength: total } = await client.s3.send(command, { abortSignal: signal });
    if (!(body instanceof Readable)) return err(cut(client.place));
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    for await (const chunk of body) {
      if (!(chunk instanceof Uint8Array)) return err(cut(client.place));
      bytes += chunk.byteLength;
      // Leaving the loop destroys the stream.
      if (bytes > maxBytes) return err(tooLarge(key, maxBytes));
      chunks.push(chunk);
    }
    if (total !== undefined && bytes !== total) return err(cut(client.place));
    return ok(Buffer.concat(chunks).toString('utf8'));
  } catch (cause) {
    return isNotThere(cause) ? ok(null) : err(objectError(cause, client.place));
  }
}

function tooLarge(key: string, maxBytes: number): ObjectError {
  return { code: 'rejected', detail: `The object “${key}” is larger than the ${maxBytes} bytes it may have.` };
}
