import { S3Client } from '@aws-sdk/client-s3';
import { type BucketSetup, hostOf, regionOf } from './setup.ts';
import type { ErrorPlace } from './object-errors.ts';

/** A client of one bucket, and what it is told apart by. */
export interface BucketClient {
  readonly s3: S3Client;
  readonly bucket: string;
  readonly place: ErrorPlace;
}

const connectMs = 10_000;
/** Nothing went over the line for this long. How long a whole request takes depends on the line, so it has no limit. */
const silentMs = 60_000;
const mostSockets = 32;

/** It would else write warnings to the console. What happened is in the answers. */
const silent = { debug: ignore, info: ignore, warn: ignore, error: ignore };

function ignore(): void {}

/**
 * The S3 client with every value that matters given here: what is left out, it would look for in the environment and in the
 * profiles of Amazon's own tools, and sign with somebody else's key.
 */
export function createBucketClient({ bucket, endpoint, keys }: BucketSetup): BucketClient {
  const agent = { keepAlive: true, maxSockets: mostSockets };
  const s3 = new S3Client({
    endpoint,
    region: regionOf(endpoint),
    forcePathStyle: true,
    credentials: { accessKeyId: keys.accessKeyId, secretAccessKey: keys.secretAccessKey },
    // R2 refuses some of the checksums that are sent by default, and a link would carry that of an empty body.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    // With it, the client opens a connection of its own for each part, and waits for seconds where one is cut.
    expectContinueHeader: false,
    logger: silent,
    maxAttempts: 3,
    retryMode: 'standard',
    defaultsMode: 'standard',
    useDualstackEndpoint: false,
    useFipsEndpoint: false,
    useArnRegion: false,
    disableS3ExpressSessionAuth: true,
    disableMultiregionAccessPoints: true,
    followRegionRedirects: false,
    authSchemePreference: ['sigv4'],
    sigv4aSigningRegionSet: [],
    userAgentAppId: 'videoexpress',
    requestHandler: {
      connectionTimeout: connectMs,
      socketTimeout: silentMs,
      httpAgent: agent,
      httpsAgent: agent,
    },
  });
  return { s3, bucket, place: { bucket, host: hostOf(endpoint) } };
}
