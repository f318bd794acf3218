import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { err, ok } from '@videoexpress/job-schema';
import type { Clock, ObjectStore } from '@videoexpress/studio';
import { createBucketClient } from './bucket-client.ts';
import { downloadFile } from './download-file.ts';
import { listOne } from './list-one.ts';
import { isNotThere, objectError } from './object-errors.ts';
import { linkToGet, linkToPut } from './presigned-links.ts';
import { publicAddress } from './public-address.ts';
import { readText } from './read-text.ts';
import type { BucketSetup } from './setup.ts';
import { headObject } from './stored-object.ts';
import { uploadFile } from './upload-file.ts';

/** A bucket, and what its owner asks beside what everyone does. */
export type BucketStore = ObjectStore & { readonly list: ReturnType<typeof listOne> };

/** One bucket behind the S3 client. Loaded only where a bucket is set up: the client is half a megabyte of code. */
export function createBucketStore(setup: BucketSetup, clock: Clock): BucketStore {
  const client = createBucketClient(setup);
  const { publicBaseUrl } = setup;
  return {
    list: listOne(client),
    head: (key, signal) => headObject(client, key, signal),
    putFile: (key, path, { contentType, sha256, onProgress, signal }) =>
      uploadFile(client, clock, { key, path, contentType, sha256, onProgress, signal }),
    getFile: (key, path, { onProgress, signal }) => downloadFile(client, clock, { key, path, onProgress, signal }),
    getText: (key, maxBytes, signal) => readText(client, key, maxBytes, signal),
    async delete(key, signal) {
      try {
        await client.s3.send(new DeleteObjectCommand({ Bucket: client.bucket, Key: key }), { abortSignal: signal });
        return ok(null);
      } catch (cause) {
        return isNotThere(cause) ? ok(null) : err(objectError(cause, client.place));
      }
    },
    presignPut: (key, options) => linkToPut(client, clock, key, options),
    presignGet: (key, { expiresInSeconds }) => linkToGet(client, clock, key, expiresInSeconds),
    publicUrl: (key) => (publicBaseUrl === null ? null : publicAddress(publicBaseUrl, key)),
  };
}
