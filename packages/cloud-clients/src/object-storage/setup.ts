import { bucketNameSchema, type ObjectPlace, storeAddressSchema } from '@videoexpress/job-schema';

/** The keys of the bucket's owner. */
export interface StoreKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Everything that a client of one bucket is made from. */
export interface BucketSetup {
  readonly bucket: string;
  /** Of the store, without the bucket and without a slash at the end. */
  readonly endpoint: string;
  /** Without a slash at the end; null where the bucket is not public. */
  readonly publicBaseUrl: string | null;
  readonly keys: StoreKeys;
}

export type Setup =
  | { readonly state: 'set'; readonly setup: BucketSetup }
  /** `missing` names what is not there; all of it where nothing was ever set. */
  | { readonly state: 'not_set'; readonly missing: readonly string[]; readonly isBegun: boolean }
  | { readonly state: 'wrong'; readonly detail: string };

/** Looks whether everything is there and can be used. Values of the environment have passed no check before this. */
export function readSetup(place: ObjectPlace, keys: { readonly [Key in keyof StoreKeys]: string | null }): Setup {
  const { bucket, endpoint, publicBaseUrl } = place;
  const { accessKeyId, secretAccessKey } = keys;
  const parts = [
    ['the bucket', bucket],
    ["the store's address", endpoint],
    ['the access key id', accessKeyId ?? ''],
    ['the secret access key', secretAccessKey ?? ''],
  ] as const;
  const missing = parts.flatMap(([name, value]) => (value === '' ? [name] : []));
  if (missing.length > 0 || accessKeyId === null || secretAccessKey === null) {
    return { state: 'not_set', missing, isBegun: bucket !== '' || endpoint !== '' };
  }
  if (!bucketNameSchema.safeParse(bucket).success) {
    return { state: 'wrong', detail: `“${bucket}” cannot be the name of a bucket.` };
  }
  if (!storeAddressSchema.safeParse(endpoint).success) {
    return { state: 'wrong', detail: "The store's address is no https address." };
  }
  if (publicBaseUrl !== '' && !storeAddressSchema.safeParse(publicBaseUrl).success) {
    return { state: 'wrong', detail: 'The public address of the bucket is no https address.' };
  }
  return {
    state: 'set',
    setup: {
      bucket,
      endpoint: withoutBucket(withoutSlash(endpoint), bucket),
      publicBaseUrl: publicBaseUrl === '' ? null : withoutSlash(publicBaseUrl),
      keys: { accessKeyId, secretAccessKey },
    },
  };
}

function withoutSlash(address: string): string {
  return address.replace(/\/+$/, '');
}

/** Cloudflare's dashboard shows the address with the bucket behind it. */
function withoutBucket(endpoint: string, bucket: string): string {
  return endpoint.endsWith(`/${bucket}`) ? endpoint.slice(0, -bucket.length - 1) : endpoint;
}

const amazonHost = /^https:\/\/s3[.-]([a-z0-9-]+)\.amazonaws\.com/;

/** What requests are signed for: `auto` at R2 and most others, the region in the address at Amazon. */
export function regionOf(endpoint: string): string {
  return amazonHost.exec(endpoint)?.[1] ?? 'auto';
}

/** The host of the store, for people to read. */
export function hostOf(endpoint: string): string {
  return URL.parse(endpoint)?.host ?? endpoint;
}
