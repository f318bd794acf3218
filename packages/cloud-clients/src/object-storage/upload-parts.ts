import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListMultipartUploadsCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { err, ok, type Result } from '@videoexpress/job-schema';
import type { ObjectError } from '@videoexpress/studio';
import type { BucketClient } from './bucket-client.ts';
import type { FileUpload, UploadFailure } from './file-upload.ts';
import { isNotThere, objectError, passesByItself } from './object-errors.ts';
import type { Part } from './part-plan.ts';
import { type PieceSource, sendPiece } from './send-piece.ts';
import { sha256Tag } from './stored-object.ts';

/** More at a time is no faster on a line that one person has, and each takes a socket. */
const partsAtOnce = 4;
/** Taking the parts away must not hold up whoever called it off for longer. */
const tidyMs = 10_000;
const tidyTries = 3;

interface SentPart {
  readonly PartNumber: number;
  readonly ETag: string;
}

/**
 * Stores a file in parts. Whatever ends it, no part stays behind: those under way are cut off first, and only then is the
 * upload taken back, because a part that arrives later would stay, unseen and paid for, until the store's own week is over.
 */
export async function uploadParts(
  client: BucketClient,
  { key, contentType, sha256, signal }: Pick<FileUpload, 'key' | 'contentType' | 'sha256' | 'signal'>,
  source: PieceSource,
  parts: readonly Part[],
): Promise<Result<null, UploadFailure>> {
  const target = { Bucket: client.bucket, Key: key };
  await takeBackEarlier(client, key);
  let uploadId: string;
  try {
    const command = new CreateMultipartUploadCommand({ ...target, ContentType: contentType, ...sha256Tag(sha256) });
    const begun = await client.s3.send(command, { abortSignal: signal });
    if (begun.UploadId === undefined) throw new Error('An upload without an id');
    uploadId = begun.UploadId;
  } catch (cause) {
    // Called off in between, it may have begun, with an id that nobody heard.
    if (signal.aborted) await takeBackEarlier(client, key);
    return failed(objectError(cause, client.place));
  }
  const sent = await sendAll(client, { ...target, UploadId: uploadId }, source, parts);
  if (!sent.ok) {
    await takeBack(client, key, uploadId);
    return failed(sent.error);
  }
  try {
    const command = new CompleteMultipartUploadCommand({
      ...target,
      UploadId: uploadId,
      MultipartUpload: { Parts: [...sent.value] },
    });
    await client.s3.send(command, { abortSignal: signal });
    return ok(null);
  } catch (cause) {
    const reason = isNotThere(cause) ? lost(client) : objectError(cause, client.place);
    await takeBack(client, key, uploadId);
    return err({ reason, mayBeThere: reason.code !== 'cancelled' });
  }
}

/** Sends the parts, some at a time; the first that fails cuts the others off. */
async function sendAll(
  client: BucketClient,
  upload: { readonly Bucket: string; readonly Key: string; readonly UploadId: string },
  source: PieceSource,
  parts: readonly Part[],
): Promise<Result<readonly SentPart[], ObjectError>> {
  const failing = new AbortController();
  const signal = AbortSignal.any([source.signal, failing.signal]);
  const done: SentPart[] = [];
  const faults: ObjectError[] = [];
  const waiting = parts[Symbol.iterator]();

  async function work(): Promise<void> {
    for (const part of waiting) {
      const sent = await sendPiece(client, { ...source, signal }, part, (body, abortSignal) => {
        const command = new UploadPartCommand({
          ...upload,
          PartNumber: part.number,
          Body: body,
          ContentLength: part.bytes,
        });
        return client.s3.send(command, { abortSignal });
      });
      if (sent.ok && sent.value.ETag !== undefined) {
        done.push({ PartNumber: part.number, ETag: sent.value.ETag });
        continue;
      }
      faults.push(sent.ok ? lost(client) : sent.error);
      failing.abort();
      return;
    }
  }

  await Promise.all(Array.from({ length: partsAtOnce }, work));
  const [first] = faults;
  if (first !== undefined) return err(first);
  return ok(done.toSorted((one, other) => one.PartNumber - other.PartNumber));
}

/** Takes an upload back, with its parts. It has its own time: whoever called the upload off has ended all other. */
async function takeBack(client: BucketClient, key: string, uploadId: string): Promise<void> {
  const command = new AbortMultipartUploadCommand({ Bucket: client.bucket, Key: key, UploadId: uploadId });
  const abortSignal = AbortSignal.timeout(tidyMs);
  for (let tries = 0; tries < tidyTries && !abortSignal.aborted; tries += 1) {
    try {
      await client.s3.send(command, { abortSignal });
      return;
    } catch (cause) {
      // Not there is what was wanted. What cannot be reached drops the parts by itself after a week.
      if (isNotThere(cause) || !passesByItself(objectError(cause, client.place))) return;
    }
  }
}

/** Uploads of this object that a kill cut off: nobody has their ids any more. Best effort, as not every key may list them. */
async function takeBackEarlier(client: BucketClient, key: string): Promise<void> {
  try {
    const abortSignal = AbortSignal.timeout(tidyMs);
    const command = new ListMultipartUploadsCommand({ Bucket: client.bucket, Prefix: key });
    const { Uploads: uploads = [] } = await client.s3.send(command, { abortSignal });
    for (const { Key: itsKey, UploadId: uploadId } of uploads) {
      if (itsKey === key && uploadId !== undefined) await takeBack(client, key, uploadId);
    }
  } catch {
    // The upload itself says what is wrong.
  }
}

function lost({ place }: BucketClient): ObjectError {
  return { code: 'unreachable', detail: `${place.host} lost the upload in the middle.` };
}

function failed(reason: ObjectError): Result<never, UploadFailure> {
  return err({ reason, mayBeThere: false });
}
