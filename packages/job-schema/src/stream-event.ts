import { z } from 'zod';
import { assetSchema } from './asset.ts';
import { auditEntrySchema } from './audit.ts';
import { cloudSchema } from './cloud.ts';
import { connectionSchema } from './connection.ts';
import { serviceHealthSchema } from './engine.ts';
import { jobSchema } from './job.ts';
import { projectSchema } from './project.ts';
import { publicationSchema } from './publication.ts';
import { queueSchema } from './queue.ts';
import { secretChangeSchema } from './secrets/secret.ts';
import { settingsSchema } from './settings.ts';
import { deletedSchema } from './stream-topics.ts';

/** What the event stream carries, by `event:` name. The payload is always the whole object as it now is. */
export const streamEventPayloads = {
  job: z.union([jobSchema, deletedSchema]),
  asset: z.union([assetSchema, deletedSchema]),
  queue: queueSchema,
  health: serviceHealthSchema,
  project: z.union([projectSchema, deletedSchema]),
  settings: settingsSchema,
  secret: secretChangeSchema,
  connection: z.union([connectionSchema, deletedSchema]),
  publication: z.union([publicationSchema, deletedSchema]),
  audit: auditEntrySchema,
  cloud: cloudSchema,
} as const;

/** One event of the log. `id` is its row, and the `id:` of the stream. */
export const streamEventSchema = z.discriminatedUnion('topic', [
  z.object({ id: z.int(), topic: z.literal('job'), payload: streamEventPayloads.job }),
  z.object({ id: z.int(), topic: z.literal('asset'), payload: streamEventPayloads.asset }),
  z.object({ id: z.int(), topic: z.literal('queue'), payload: streamEventPayloads.queue }),
  z.object({ id: z.int(), topic: z.literal('health'), payload: streamEventPayloads.health }),
  z.object({ id: z.int(), topic: z.literal('project'), payload: streamEventPayloads.project }),
  z.object({ id: z.int(), topic: z.literal('settings'), payload: streamEventPayloads.settings }),
  z.object({ id: z.int(), topic: z.literal('secret'), payload: streamEventPayloads.secret }),
  z.object({ id: z.int(), topic: z.literal('connection'), payload: streamEventPayloads.connection }),
  z.object({ id: z.int(), topic: z.literal('publication'), payload: streamEventPayloads.publication }),
  z.object({ id: z.int(), topic: z.literal('audit'), payload: streamEventPayloads.audit }),
  z.object({ id: z.int(), topic: z.literal('cloud'), payload: streamEventPayloads.cloud }),
]);
export type StreamEvent = z.infer<typeof streamEventSchema>;
