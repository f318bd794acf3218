import { stat } from 'node:fs/promises';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { err, ok, type Result } from '@videoexpress/job-schema';
import type { Clock, ObjectError, StoredObject } from '@videoexpress/studio';
import type { BucketClient } from './bucket-client.ts';
import type { FileUpload, UploadFailure } from './file-upload.ts';
import { planParts, singlePutBytes } from './part-plan.ts';
import { sendPiece, type PieceSource } from './send-piece.ts';
import { SentBytes } from './sent-bytes.ts';
import { headObject, sha256Tag } from './stored-object.ts';
import { uploadParts } from './upload-parts.ts';

/** Stores a file: in one request, or in parts where it is large. Then asks the store what it has. */
export async function uploadFile(
  client: BucketClient,
  clock: Clock,
  upload: FileUpload,
): Promise<Result<{ readonly bytes: number }, ObjectError>> {
  const { path, signal } = upload;
  const size = await sizeOf(path);
  if (!size.ok) return size;
  const bytes = size.value;
  const source: PieceSource = { path, sent: new SentBytes(bytes, upload.onProgress), clock, signal };
  const stored =
    bytes <= singlePutBytes
      ? await putWhole(client, upload, source, bytes)
      : await uploadParts(client, upload, source, planParts(bytes));
  if (!stored.ok && !stored.error.mayBeThere) return err(stored.error.reason);
  const there = await headObject(client, upload.key, signal);
  if (!there.ok) return there;
  if (isThis(there.value, bytes, upload.sha256)) return ok({ bytes });
  if (!stored.ok) return err(stored.error.reason);
  const found = there.value === null ? 'nothing' : `${there.value.bytes} bytes`;
  return err({ code: 'rejected', detail: `${client.place.host} took ${bytes} bytes and then had ${found}.` });
}

function isThis(there: StoredObject | null, bytes: number, sha256: string | undefined): boolean {
  if (there === null || there.bytes !== bytes) return false;
  return sha256 === undefined || there.sha256 === null || there.sha256 === sha256;
}

async function putWhole(
  client: BucketClient,
  { key, contentType, sha256 }: FileUpload,
  source: PieceSource,
  bytes: number,
): Promise<Result<null, UploadFailure>> {
  const put = await sendPiece(client, source, { number: 1, start: 0, bytes }, (body, signal) => {
    const command = new PutObjectCommand({
      Bucket: client.bucket,
      Key: key,
      Body: body,
      ContentLength: bytes,
      ContentType: contentType,
      ...sha256Tag(sha256),
    });
    return client.s3.send(command, { abortSignal: signal });
  });
  return put.ok ? ok(null) : err({ reason: put.error, mayBeThere: put.error.code === 'unreachable' });
}

async function sizeOf(path: string): Promise<Result<number, ObjectError>> {
  try {
    return ok((await stat(path)).size);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    return err({ code: 'rejected', detail: `The file could not be read (${reason}).` });
  }
}
