import { z } from 'zod';
import { assetSchema } from './asset.ts';
import { serviceHealthSchema } from './engine.ts';
import { jobSchema } from './job.ts';
import { projectSchema } from './project.ts';
import { queueSchema } from './queue.ts';
import { secretChangeSchema } from './secrets/secret.ts';
import { settingsSchema } from './settings.ts';
import type { StreamEvent } from './stream-event.ts';
import { deletedSchema, type StreamTopic } from './stream-topics.ts';

type PayloadOf<Topic extends StreamTopic> = Extract<StreamEvent, { readonly topic: Topic }>['payload'];

/**
 * One event of the log, as a page reads it: what it takes over is checked. Of the topics whose lists it reads afresh it
 * never looks at what the event carries, so that goes unchecked, and its schema stays out of the first load.
 */
export const pageEventSchema = z.discriminatedUnion('topic', [
  z.object({ id: z.int(), topic: z.literal('job'), payload: z.union([jobSchema, deletedSchema]) }),
  z.object({ id: z.int(), topic: z.literal('asset'), payload: z.union([assetSchema, deletedSchema]) }),
  z.object({ id: z.int(), topic: z.literal('queue'), payload: queueSchema }),
  z.object({ id: z.int(), topic: z.literal('health'), payload: serviceHealthSchema }),
  z.object({ id: z.int(), topic: z.literal('project'), payload: z.union([projectSchema, deletedSchema]) }),
  z.object({ id: z.int(), topic: z.literal('settings'), payload: settingsSchema }),
  z.object({ id: z.int(), topic: z.literal('secret'), payload: secretChangeSchema }),
  z.object({ id: z.int(), topic: z.literal('connection'), payload: z.custom<PayloadOf<'connection'>>() }),
  z.object({ id: z.int(), topic: z.literal('publication'), payload: z.custom<PayloadOf<'publication'>>() }),
  z.object({ id: z.int(), topic: z.literal('audit'), payload: z.custom<PayloadOf<'audit'>>() }),
  z.object({ id: z.int(), topic: z.literal('cloud'), payload: z.custom<PayloadOf<'cloud'>>() }),
]);
