import { z } from 'zod';
import { jobIdSchema } from '../ids.ts';
import { queueSchema } from '../queue.ts';
import { cancelJobsRequestSchema } from './requests.ts';
import type { RouteDefinition } from './route.ts';

/** The queue as a whole. */
export const queueRoutes = {
  getQueue: {
    method: 'GET',
    path: '/api/v1/queue',
    summary: 'Whether the queue runs, and how many jobs are in each state.',
    access: 'credential',
    responses: { 200: 'The queue.' },
    response: queueSchema,
    problems: [],
  },
  pauseQueue: {
    method: 'POST',
    path: '/api/v1/queue/pause',
    summary: 'Stops giving out work. What runs goes on.',
    access: 'credential',
    responses: { 200: 'The queue.' },
    response: queueSchema,
    problems: [],
  },
  resumeQueue: {
    method: 'POST',
    path: '/api/v1/queue/resume',
    summary: 'Gives out work again.',
    access: 'credential',
    responses: { 200: 'The queue.' },
    response: queueSchema,
    problems: [],
  },
  cancelJobs: {
    method: 'POST',
    path: '/api/v1/queue/cancel',
    summary: 'Cancels every job that has not ended, but those named.',
    access: 'credential',
    body: cancelJobsRequestSchema,
    responses: { 200: 'The jobs that were cancelled.' },
    response: z.object({ cancelled: z.array(jobIdSchema) }),
    problems: ['invalid_input'],
  },
} as const satisfies Record<string, RouteDefinition>;
