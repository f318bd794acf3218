import { workerSchemaVersion } from '@videoexpress/job-schema/worker';
import { z } from 'zod';

const versionsSchema = z.object({ schema_version: z.number(), worker_version: z.string().max(100).optional() });

/** Says that a worker speaks another version than this studio, with both numbers; null where it does not. */
export function otherVersion(raw: unknown): string | null {
  const versions = versionsSchema.safeParse(raw);
  if (!versions.success || versions.data.schema_version === workerSchemaVersion) return null;
  const { schema_version: its, worker_version: name } = versions.data;
  const who = name === undefined ? 'The GPU worker' : `The GPU worker ${name}`;
  const way = its > workerSchemaVersion ? 'Update the studio.' : "Update the worker's image.";
  return `${who} speaks version ${its} of the protocol, this studio version ${workerSchemaVersion}. ${way}`;
}
