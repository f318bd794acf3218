import type { ConnectedWorker, ConnectedWorkers } from '@videoexpress/job-schema';
import { fakeTime } from './fake-jobs.ts';

/** A worker that waits for work. */
export const idleWorker: ConnectedWorker = {
  id: 'attic-1',
  machine: 'attic',
  gpu: 'RTX 4090',
  version: '0.1.0',
  connectedAt: fakeTime,
  lastSeenAt: fakeTime,
  trouble: null,
  job: null,
};

/** What a fresh studio says of workers: none, and no door. */
export const noWorkers: ConnectedWorkers = {
  items: [],
  nextCursor: null,
  listener: { state: 'off', address: null, beyondThisMachine: false, detail: null },
  waiting: 0,
};

/** The door, open where only this machine reaches it. */
export const openDoor: ConnectedWorkers['listener'] = {
  state: 'open',
  address: '127.0.0.1:8124',
  beyondThisMachine: false,
  detail: null,
};
