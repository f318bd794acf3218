import type { Folders } from '@videoexpress/host';
import { isEndState, type Job, type JobId, ok, type Result } from '@videoexpress/job-schema';
import type { CliClock } from '../cli.ts';
import type { Failure } from '../failure.ts';
import type { DaemonLink } from './link.ts';
import { type RowKind, watchRow } from './watch-row.ts';

/** How a job is followed. */
export interface WatchOptions {
  readonly clock: CliClock;
  readonly folders: Folders;
  readonly link: DaemonLink;
  readonly jobId: JobId;
  readonly signal: AbortSignal;
  /** Each state of the job that is newer than the last, the first one included. */
  onJob(job: Job): void;
  /** The daemon is away, or back again. */
  onConnection?(connected: boolean): void;
  /** How long a daemon that went away is waited for, 30 s when left out. */
  readonly awayPatienceMs?: number;
}

export type WatchEnd =
  | { readonly how: 'ended'; readonly job: Job; readonly link: DaemonLink }
  | { readonly how: 'called_off'; readonly link: DaemonLink }
  /** The daemon went away and did not come back. The job is in its database. */
  | { readonly how: 'daemon_gone' };

/** Follows a job to its end, over broken connections and restarts of the daemon. */
export async function watchJob(options: WatchOptions): Promise<Result<WatchEnd, Failure>> {
  const watched = await watchRow({
    ...options,
    kind: jobKind(options.jobId),
    onRow: (job) => options.onJob(job),
    onConnection: (connected) => options.onConnection?.(connected),
  });
  if (!watched.ok) return watched;
  const end = watched.value;
  return ok(end.how === 'ended' ? { how: 'ended', job: end.row, link: end.link } : end);
}

function jobKind(id: JobId): RowKind<Job> {
  return {
    read: (link, signal) => link.client.call('getJob', { params: { id }, signal }),
    of({ topic, payload }) {
      if (topic !== 'job' || payload.id !== id) return null;
      return 'deleted' in payload ? 'deleted' : payload;
    },
    isOver: ({ state }) => isEndState(state),
  };
}
