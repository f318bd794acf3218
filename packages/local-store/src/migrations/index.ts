import { queueAndLibrary } from './0001-queue-and-library.ts';
import { queueOrder } from './0002-queue-order.ts';
import { library } from './0003-library.ts';
import { jobHistory } from './0004-job-history.ts';
import { dueJobs } from './0005-due-jobs.ts';
import { loras } from './0006-loras.ts';
import { objectStorage } from './0007-object-storage.ts';
import { spend } from './0008-spend.ts';
import { channels } from './0009-channels.ts';
import type { Migration } from './migration.ts';

/** Every step, in order. A new one is a new file beside these and a line here. */
export const migrations: readonly Migration[] = [
  queueAndLibrary,
  queueOrder,
  library,
  jobHistory,
  dueJobs,
  loras,
  objectStorage,
  spend,
  channels,
];

/** The schema version that this program writes. */
export const newestVersion = migrations.length;
