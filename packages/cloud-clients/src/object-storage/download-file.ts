import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { err, ok, type Result } from '@videoexpress/job-schema';
import type { ByteProgress, Clock, ObjectError } from '@videoexpress/studio';
import type { BucketClient } from './bucket-client.ts';
import { cut, isNotThere, objectError, passesByItself } from './object-errors.ts';
import { waitFor } from './send-piece.ts';

const againAfterMs = [300, 1000] as const;

export interface FileDownload {
  readonly key: string;
  readonly path: string;
  readonly onProgress: ByteProgress | undefined;
  readonly signal: AbortSignal;
}

/** Writes an object to a file, from the start again where the line broke. What is not whole is not left behind. */
export async function downloadFile(
  client: BucketClient,
  clock: Clock,
  download: FileDownload,
): Promise<Result<{ readonly bytes: number } | null, ObjectError>> {
  for (let tries = 0; ; tries += 1) {
    const fetched = await downloadOnce(client, download);
    if (fetched.ok) return fetched;
    await rm(download.path, { force: true });
    const waitMs = againAfterMs[tries];
    if (download.signal.aborted || waitMs === undefined || !passesByItself(fetched.error)) return fetched;
    await waitFor(clock, waitMs, download.signal);
  }
}

async function downloadOnce(
  client: BucketClient,
  { key, path, onProgress, signal }: FileDownload,
): Promise<Result<{ readonly bytes: number } | null, ObjectError>> {
  try {
    const command = new GetObjectCommand({ Bucket: client.bucket, Key: key });
    const { Body: body, ContentLength: total = 0 } = await client.s3.send(command, { abortSignal: signal });
    if (!(body instanceof Readable)) return err(cut(client.place));
    let bytes = 0;
    const counted = new Transform({
      transform(chunk: Uint8Array, _encoding, done) {
        bytes += chunk.byteLength;
        onProgress?.(bytes, total);
        done(null, chunk);
      },
    });
    await pipeline(body, counted, createWriteStream(path, { mode: 0o600 }), { signal });
    return bytes === total ? ok({ bytes }) : err(cut(client.place));
  } catch (cause) {
    if (signal.aborted) return err({ code: 'cancelled', detail: 'It was called off.' });
    return isNotThere(cause) ? ok(null) : err(objectError(cause, client.place));
  }
}
