import type { Studio } from '../studio.ts';
import type { createJobRequests } from './job-requests.ts';
import type { JobStore } from './job-store.ts';
import type { createJobSteering } from './job-steering.ts';
import { pageOfJobs } from './page-of-jobs.ts';
import type { Previews } from './previews.ts';

/** Jobs as the outside asks for them. `noting` tells the queue of requests that the database could not take. */
export function studioJobs(deps: {
  readonly store: JobStore;
  readonly requests: ReturnType<typeof createJobRequests>;
  readonly steering: ReturnType<typeof createJobSteering>;
  readonly previews: Previews;
  readonly noting: <T>(request: () => Promise<T>) => Promise<T>;
}): Studio['jobs'] {
  const { store, requests, steering, previews, noting } = deps;
  return {
    create: (request, key) => noting(() => requests.create(request, key)),
    createMany: (all, key) => noting(() => requests.createMany(all, key)),
    check: (request) => requests.check(request),
    estimate: (request) => requests.estimate(request),
    cancel: (id) => noting(() => steering.cancel(id)),
    cancelAll: (except) => noting(() => steering.cancelAll(except)),
    move: (id, after) => noting(() => steering.move(id, after)),
    retry: (id) => noting(() => requests.retry(id)),
    edit: (id, patch) => noting(() => requests.edit(id, patch)),
    remove: (id) => noting(() => steering.remove(id)),
    get: (id) => store.get(id),
    preview: (id) => previews.get(id),
    list: (query) => pageOfJobs(store, query),
    attempts: (id) => store.attempts(id),
  };
}
