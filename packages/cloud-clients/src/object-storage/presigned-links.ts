import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { Clock } from '@videoexpress/studio';
import type { BucketClient } from './bucket-client.ts';

const longestSeconds = 7 * 24 * 60 * 60;

/** A link to write one object with. The content type is part of the signature: with another one it is refused. */
export function linkToPut(
  client: BucketClient,
  clock: Clock,
  key: string,
  { contentType, expiresInSeconds }: { readonly contentType: string; readonly expiresInSeconds: number },
): Promise<string> {
  const command = new PutObjectCommand({ Bucket: client.bucket, Key: key, ContentType: contentType });
  return getSignedUrl(client.s3, command, {
    ...lifeOf(client, clock, expiresInSeconds),
    signableHeaders: new Set(['content-type']),
  });
}

/** A link to read one object with. */
export function linkToGet(client: BucketClient, clock: Clock, key: string, expiresInSeconds: number): Promise<string> {
  const command = new GetObjectCommand({ Bucket: client.bucket, Key: key });
  return getSignedUrl(client.s3, command, lifeOf(client, clock, expiresInSeconds));
}

/** By the store's clock, as far as the client has learned from earlier answers how far it is from this machine's. */
function lifeOf({ s3 }: BucketClient, clock: Clock, expiresInSeconds: number) {
  return {
    expiresIn: Math.max(1, Math.min(longestSeconds, Math.round(expiresInSeconds))),
    signingDate: new Date(clock.now() + s3.config.systemClockOffset),
  };
}
