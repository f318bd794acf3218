import { findRunningDaemon, type Folders } from '@videoexpress/host';
import { err, isEndState, ok, type Job, type JobId, type Result } from '@videoexpress/job-schema';
import type { CliClock } from '../cli.ts';
import { callFailure, type Failure } from '../failure.ts';
import { readEvents } from './event-stream.ts';
import { linkTo, type DaemonLink } from './link.ts';
import { pause } from './waiting.ts';

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

const reconnectAfterMs = 250;
const pollEveryMs = 1000;

/**
 * Follows a job to its end: reads it, then the events after what was read. When the connection breaks it comes back with
 * the last event it had; when the daemon was restarted, with the new one; where no stream is to be had, it asks.
 */
export async function watchJob(options: WatchOptions): Promise<Result<WatchEnd, Failure>> {
  const { clock, folders, jobId, signal } = options;
  let { link } = options;
  let newest: Job | null = null;
  let after: number | null = null;

  function take(job: Job): void {
    if (newest !== null && job.version < newest.version) return;
    newest = job;
    options.onJob(job);
  }

  function ended(): WatchEnd | null {
    return newest !== null && isEndState(newest.state) ? { how: 'ended', job: newest, link } : null;
  }

  /** Reads events until the job ended or the stream did. Says whether the job must be read again. */
  async function followStream(): Promise<'read_again' | 'resume' | 'refused'> {
    const done = new AbortController();
    let missed = false;
    const read = await readEvents(link, { after, signal: AbortSignal.any([signal, done.signal]) }, (streamed) => {
      if (streamed.kind === 'reset') {
        missed = true;
        done.abort();
        return;
      }
      after = streamed.event.id;
      const { topic, payload } = streamed.event;
      if (topic !== 'job' || payload.id !== jobId) return;
      if ('deleted' in payload) {
        missed = true;
        done.abort();
        return;
      }
      take(payload);
      if (ended() !== null) done.abort();
    });
    if (missed) return 'read_again';
    return !read.ok && read.error.code === 'refused' ? 'refused' : 'resume';
  }

  /** Finds the daemon that is there now. False when none came in time. */
  async function reconnect(): Promise<boolean> {
    const end = clock.monotonic() + (options.awayPatienceMs ?? 30_000);
    let told = false;
    while (!signal.aborted) {
      const sighting = await findRunningDaemon(folders);
      if (sighting.state === 'running') {
        // Event rows live in the database, so the place in the stream is good for a restarted daemon too.
        link = linkTo(sighting);
        if (told) options.onConnection?.(true);
        return true;
      }
      if (!told) options.onConnection?.(false);
      told = true;
      if (clock.monotonic() >= end) return false;
      await pause(clock, reconnectAfterMs, signal);
    }
    return true;
  }

  let mustRead = true;
  while (!signal.aborted) {
    if (mustRead) {
      const read = await link.client.call('getJob', {
        params: { id: jobId },
        signal: AbortSignal.any([signal, AbortSignal.timeout(10_000)]),
      });
      if (read.ok) {
        after = read.value.lastEventId ?? after;
        take(read.value.body);
        mustRead = false;
      } else if (read.error.code !== 'unreachable' && !isPassing(read.error)) {
        return err(callFailure(read.error));
      }
    }
    const over = ended();
    if (over !== null) return ok(over);
    if (!mustRead) {
      const followed = await followStream();
      const overNow = ended();
      if (overNow !== null) return ok(overNow);
      mustRead = followed !== 'resume';
      if (followed === 'refused') await pause(clock, pollEveryMs, signal);
    }
    if (signal.aborted) break;
    await pause(clock, reconnectAfterMs, signal);
    if (!(await reconnect())) return ok({ how: 'daemon_gone' });
  }
  return ok({ how: 'called_off', link });
}

/** A refusal that is over by itself: the daemon stops, or its database is busy. */
function isPassing(error: { readonly code: string; readonly problem?: { readonly status: number } }): boolean {
  return error.code === 'problem' && error.problem?.status === 503;
}
