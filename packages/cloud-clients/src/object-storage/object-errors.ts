import type { ObjectError } from '@videoexpress/studio';
import { z } from 'zod';

/** What is read of an exception of the S3 client; everything may be missing. */
const thrownSchema = z.object({
  name: z.string().optional(),
  message: z.string().optional(),
  code: z.string().optional(),
  Code: z.string().optional(),
  $metadata: z.object({ httpStatusCode: z.number().optional() }).optional(),
});

type Thrown = z.infer<typeof thrownSchema>;

/** What the sentences name. */
export interface ErrorPlace {
  readonly bucket: string;
  /** Of the store. */
  readonly host: string;
}

const keyCodes = new Set([
  'Unauthorized',
  'AccessDenied',
  'SignatureDoesNotMatch',
  'InvalidAccessKeyId',
  'NotEntitled',
  'InvalidToken',
  'ExpiredToken',
]);
const bucketCodes = new Set(['NoSuchBucket', 'InvalidBucketName']);
const busyCodes = new Set(['TooManyRequests', 'SlowDown', 'ServiceUnavailable', 'InternalError', 'RequestTimeout']);
/** Stores word it differently, and one of them calls it `AccessDenied`. */
const skewMessage = /difference between the request time and/i;
const skewCodes = new Set(['RequestTimeTooSkewed', 'RequestInTheFuture', 'ExpiredRequest', 'RequestExpired']);
const lookUpCodes = new Set(['ENOTFOUND', 'EAI_AGAIN']);
const fullDiskCodes = new Set(['ENOSPC', 'EDQUOT']);
/** The store got only part of what was sent, or says so: worth another try. */
const cutCodes = new Set(['IncompleteBody', 'ClientDisconnect']);

/**
 * What an exception of the S3 client comes to, in one plain sentence. What the store itself wrote is not quoted but for its
 * code: it may repeat the key or a signed address.
 */
export function objectError(cause: unknown, place: ErrorPlace): ObjectError {
  const parsed = thrownSchema.safeParse(cause);
  const thrown = parsed.success ? parsed.data : {};
  const status = thrown.$metadata?.httpStatusCode;
  const code = thrown.Code ?? thrown.name ?? '';
  if (thrown.name === 'AbortError' || thrown.code === 'ABORT_ERR')
    return { code: 'cancelled', detail: 'It was called off.' };
  if (fullDiskCodes.has(thrown.code ?? '')) return { code: 'disk_full', detail: 'The disk is full.' };
  if (skewCodes.has(code) || skewMessage.test(thrown.message ?? '')) return clockSkew(place);
  if (status === undefined) return notReached(thrown, place);
  if (bucketCodes.has(code)) return noBucket(place);
  if (keyCodes.has(code) || status === 401 || status === 403) return refusedKeys(code, place);
  if (status === 429 || busyCodes.has(code) || (status >= 500 && status !== 501)) return busy(status, place);
  if (cutCodes.has(code)) return cut(place);
  if (status >= 300 && status < 400) return elsewhere(place);
  if (status < 300) return unreadable(place);
  return { code: 'rejected', detail: `${place.host} refused the request (${nameOf(code, status)}).` };
}

/** What was thrown says that no such object, or no such upload, is there. */
export function isNotThere(cause: unknown): boolean {
  const parsed = thrownSchema.safeParse(cause);
  if (!parsed.success) return false;
  const { name, Code, $metadata } = parsed.data;
  if (bucketCodes.has(Code ?? name ?? '')) return false;
  return $metadata?.httpStatusCode === 404;
}

/** The same call may go through in a moment, without anybody doing anything. */
export function passesByItself({ code }: ObjectError): boolean {
  return code === 'unreachable' || code === 'busy';
}

/** A link, a key and the upload's end were cut off, or the answer was. */
export function cut({ host }: ErrorPlace): ObjectError {
  return { code: 'unreachable', detail: `The connection to ${host} was cut in the middle.` };
}

function clockSkew({ host }: ErrorPlace): ObjectError {
  const detail = `${host} refused the request because this machine's clock is wrong. Set the clock, best by a time server.`;
  return { code: 'clock_skew', detail };
}

function noBucket({ bucket, host }: ErrorPlace): ObjectError {
  return { code: 'no_bucket', detail: `There is no bucket “${bucket}” at ${host}.` };
}

function refusedKeys(code: string, { bucket, host }: ErrorPlace): ObjectError {
  const detail =
    code === 'SignatureDoesNotMatch'
      ? `${host} does not accept the secret access key: it is not the one of this access key id.`
      : code === 'InvalidAccessKeyId'
        ? `${host} does not know this access key id.`
        : `${host} does not let these keys do this in the bucket “${bucket}”. They need to read and write objects there.`;
  return { code: 'unauthorized', detail };
}

function busy(status: number, { host }: ErrorPlace): ObjectError {
  const detail =
    status === 429 ? `${host} asks to be asked less often (429).` : `${host} has a problem of its own (${status}).`;
  return { code: 'busy', detail };
}

function elsewhere({ bucket, host }: ErrorPlace): ObjectError {
  const detail = `The bucket “${bucket}” is not at ${host}. A bucket in a jurisdiction has an address of its own.`;
  return { code: 'rejected', detail };
}

function notReached(thrown: Thrown, place: ErrorPlace): ObjectError {
  const { host } = place;
  const code = thrown.code ?? '';
  if (lookUpCodes.has(code)) return { code: 'unreachable', detail: `The address ${host} was not found.` };
  if (code === 'ECONNREFUSED') return { code: 'unreachable', detail: `${host} takes no connection.` };
  if (code === 'ECONNRESET' || code === 'EPIPE') return cut(place);
  if (thrown.name === 'TimeoutError' || code === 'ETIMEDOUT') {
    return { code: 'unreachable', detail: `${host} did not answer in time.` };
  }
  if (/^(CERT_|ERR_TLS|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/.test(code)) {
    return { code: 'unreachable', detail: `${host} shows a certificate that cannot be trusted (${code}).` };
  }
  if (code.startsWith('E')) return { code: 'unreachable', detail: `${host} could not be reached (${code}).` };
  return unreadable(place);
}

function unreadable({ host }: ErrorPlace): ObjectError {
  return { code: 'unreachable', detail: `What ${host} answered cannot be read. Is it the address of an S3 store?` };
}

function nameOf(code: string, status: number): string {
  return code === '' || code === 'Unknown' ? String(status) : `${status} ${code.slice(0, 60)}`;
}
