import type { ConnectedWorkers } from '@videoexpress/job-schema';
import { json } from '../answer/reply.ts';
import type { Handlers } from './handler.ts';

/** The workers on GPUs of one's own. */
export function workerHandlers(workers: () => ConnectedWorkers): Pick<Handlers, 'listWorkers'> {
  return { listWorkers: () => json(200, workers()) };
}
