import type { HostConfig } from '@videoexpress/host';
import type { ObjectPlace } from '@videoexpress/job-schema';

/** What the environment sets of the object storage. It wins over Settings, so what is not set there is left out. */
export function outsideObjectPlace({ variables }: Pick<HostConfig, 'variables'>): Partial<ObjectPlace> {
  const { R2_BUCKET: bucket, AWS_ENDPOINT_URL: endpoint, R2_PUBLIC_BASE_URL: publicBaseUrl } = variables;
  return {
    ...(bucket === undefined ? {} : { bucket: bucket.value }),
    ...(endpoint === undefined ? {} : { endpoint: endpoint.value }),
    ...(publicBaseUrl === undefined ? {} : { publicBaseUrl: publicBaseUrl.value }),
  };
}
