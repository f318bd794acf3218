import { findRunningDaemon, type Folders } from '@videoexpress/host';
import { type Answer, type CallError, err, ok, type Result, type StreamEvent } from '@videoexpress/job-schema';
import type { CliClock } from '../cli.ts';
import { callFailure, type Failure } from '../failure.ts';
import { readEvents } from './event-stream.ts';
import { linkTo, type DaemonLink } from './link.ts';
import { pause } from './waiting.ts';

/** Something of the studio with a version that grows, which events tell of: a job, a publication. */
export interface WatchedRow {
  readonly id: string;
  readonly version: number;
}

/** What kind of thing is watched. */
export interface RowKind<Row extends WatchedRow> {
  read(link: DaemonLink, signal: AbortSignal): Promise<Result<Answer<Row>, CallError>>;
  /** The thing itself where the event tells of it, `deleted` where it tells that it is gone, null where of another. */
  of(event: StreamEvent): Row | 'deleted' | null;
  isOver(row: Row): boolean;
}

/** How something is followed. */
export interface WatchRowOptions<Row extends WatchedRow> {
  readonly clock: CliClock;
  readonly folders: Folders;
  readonly link: DaemonLink;
  readonly kind: RowKind<Row>;
  readonly signal: AbortSignal;
  /** Each state of it that is newer than the last, the first one included. */
  onRow(row: Row): void;
  /** The daemon is away, or back again. */
  onConnection?: ((connected: boolean) => void) | undefined;
  /** How long a daemon that went away is waited for, 30 s when left out. */
  readonly awayPatienceMs?: number | undefined;
}

export type WatchRowEnd<Row> =
  | { readonly how: 'ended'; readonly row: Row; readonly link: DaemonLink }
  | { readonly how: 'called_off'; readonly link: DaemonLink }
  /** The daemon went away and did not come back. What was watched is in its database. */
  | { readonly how: 'daemon_gone' };

const reconnectAfterMs = 250;
const pollEveryMs = 1000;

/**
 * Follows something to its end: reads it, then the events after what was read. When the connection breaks it comes back with
 * the last event it had; when the daemon was restarted, with the new one; where no stream is to be had, it asks.
 */
export async function watchRow<Row extends WatchedRow>(
  options: WatchRowOptions<Row>,
): Promise<Result<WatchRowEnd<Row>, Failure>> {
  const { clock, folders, kind, signal } = options;
  let { link } = options;
  let newest: Row | null = null;
  let after: number | null = null;

  function take(row: Row): void {
    if (newest !== null && row.version < newest.version) return;
    newest = row;
    options.onRow(row);
  }

  function ended(): WatchRowEnd<Row> | null {
    return newest !== null && kind.isOver(newest) ? { how: 'ended', row: newest, link } : null;
  }

  /** Reads events until it ended or the stream did. Says whether it must be read again. */
  async function followStream(): Promise<'read_again' | 'resume' | 'refused'> {
    const done = new AbortController();
    let missed = false;
    const read = await readEvents(link, { after, signal: AbortSignal.any([signal, done.signal]) }, (streamed) => {
      const row = streamed.kind === 'reset' ? 'deleted' : kind.of(streamed.event);
      if (streamed.kind === 'event') after = streamed.event.id;
      if (row === null) return;
      if (row === 'deleted') {
        missed = true;
        done.abort();
        return;
      }
      take(row);
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
      const read = await kind.read(link, AbortSignal.any([signal, AbortSignal.timeout(10_000)]));
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
function isPassing(error: CallError): boolean {
  return error.code === 'problem' && error.problem.status === 503;
}
