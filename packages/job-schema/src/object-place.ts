import { z } from 'zod';

/** An address of the internet, or of this machine: there alone, plain `http:` does not go over a wire. */
const addressPattern = /^(https:\/\/[^\s/?#@]+|http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?)(\/[^\s?#]*)?$/i;
const addressProblem = 'Must be an https address, as the service shows it: no query, no login in it.';

/** The name of a bucket, as S3 allows it. */
export const bucketNameSchema = z
  .string()
  .trim()
  .regex(
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    'Must be the name of a bucket: 3 to 63 small letters, digits and hyphens.',
  );

export const storeAddressSchema = z.string().trim().max(2000).regex(addressPattern, addressProblem);

const empty = z.string().trim().length(0);

/** Where finished clips are kept beside the disk. Each part is empty where it is not set; keys are secrets. */
export const objectPlaceSchema = z.object({
  bucket: bucketNameSchema.or(empty).meta({ description: 'Name of the bucket; empty: none.' }),
  endpoint: storeAddressSchema.or(empty).meta({ description: 'Address of the store, without the bucket.' }),
  publicBaseUrl: storeAddressSchema
    .or(empty)
    .meta({ description: 'Address under which anyone can read the bucket; empty: it is not public.' }),
});
export type ObjectPlace = z.infer<typeof objectPlaceSchema>;
