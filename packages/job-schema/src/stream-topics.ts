import { z } from 'zod';

/** A row that is gone: what is left of a deleted job, asset or project. */
export const deletedSchema = z.object({ id: z.string(), deleted: z.literal(true) });

/** The `event:` names of the stream. */
export const streamTopics = [
  'job',
  'asset',
  'queue',
  'health',
  'project',
  'settings',
  'secret',
  'connection',
  'publication',
  'audit',
  'cloud',
] as const;
export type StreamTopic = (typeof streamTopics)[number];
