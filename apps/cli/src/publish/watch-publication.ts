import type { Folders } from '@videoexpress/host';
import type { Post, Publication, PublicationId, Result } from '@videoexpress/job-schema';
import type { CliClock } from '../cli.ts';
import type { DaemonLink } from '../daemon-link/link.ts';
import { type RowKind, watchRow, type WatchRowEnd } from '../daemon-link/watch-row.ts';
import type { Failure } from '../failure.ts';

/** States in which nothing more happens to a post by itself. */
const endStates: ReadonlySet<Post['state']> = new Set(['draft', 'live', 'rejected', 'needs_attention', 'cancelled']);

/** Whether nothing more happens to a post by itself. */
export function isPostOver({ state }: Pick<Post, 'state'>): boolean {
  return endStates.has(state);
}

/** Follows a publication until each of its posts has ended, or, unless `wait`, waits for its time. */
export function watchPublication(options: {
  readonly clock: CliClock;
  readonly folders: Folders;
  readonly link: DaemonLink;
  readonly id: PublicationId;
  /** Scheduled posts are waited for too. */
  readonly wait: boolean;
  readonly signal: AbortSignal;
  onPublication(publication: Publication): void;
  onConnection(connected: boolean): void;
  readonly awayPatienceMs?: number | undefined;
}): Promise<Result<WatchRowEnd<Publication>, Failure>> {
  const { id, wait } = options;
  const kind: RowKind<Publication> = {
    read: (link, signal) => link.client.call('getPublication', { params: { id }, signal }),
    of({ topic, payload }) {
      if (topic !== 'publication' || payload.id !== id) return null;
      return 'deleted' in payload ? 'deleted' : payload;
    },
    isOver: ({ posts }) => posts.every((post) => isPostOver(post) || (!wait && post.state === 'scheduled')),
  };
  return watchRow({ ...options, kind, onRow: (publication) => options.onPublication(publication) });
}
