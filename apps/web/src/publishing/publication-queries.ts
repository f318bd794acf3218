import type { AssetId, Connection, PostRequest, PostState, Publication } from '@videoexpress/job-schema';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call } from '../api/client.ts';
import { channelKeys } from '../live/channel-keys.ts';

const pageSize = 50;

/** What is kept of publications besides lists: reads of before are not shown for another question. */
const [publications] = channelKeys.publication;

/** Publications, newest first, of which a post is in one of these states; without states, all but drafts. */
export function historyQuery(states: readonly PostState[]) {
  return infiniteQueryOptions({
    queryKey: [publications, 'history', states.join(',')],
    queryFn: async ({ pageParam, signal }) => {
      const query = {
        limit: pageSize,
        ...(states.length === 0 ? {} : { state: states.join(',') }),
        ...(pageParam === null ? {} : { cursor: pageParam }),
      };
      return (await call('listPublications', { query, signal })).body;
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Publications with a post that goes or went out between two moments. */
export function calendarQuery(from: string, to: string) {
  return queryOptions({
    queryKey: [publications, 'calendar', from, to],
    queryFn: async ({ signal }): Promise<readonly Publication[]> => {
      const items: Publication[] = [];
      let cursor: string | null = null;
      do {
        const query: { limit: number; from: string; to: string; cursor?: string } = { limit: 200, from, to };
        if (cursor !== null) query.cursor = cursor;
        const { body } = await call('listPublications', { query, signal });
        items.push(...body.items);
        cursor = body.nextCursor;
      } while (cursor !== null);
      return items;
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** What is looked at before anything is sent. Nothing is asked without a clip and an account. */
export function preflightQuery(assetId: AssetId | null, posts: PostRequest[]) {
  return queryOptions({
    queryKey: ['preflight', assetId, JSON.stringify(posts)],
    queryFn: async ({ signal }) => {
      if (assetId === null) throw new Error('A pre-flight needs a clip');
      return (await call('preflightPublication', { body: { assetId, posts }, signal })).body;
    },
    enabled: assetId !== null && posts.length > 0,
    // Slots fill up and logins end.
    staleTime: 30_000,
    gcTime: 60_000,
  });
}

/** The accounts that a post can go to. */
export function accountsOf(items: readonly Connection[]): readonly Connection[] {
  return items.toSorted((one, other) =>
    one.service === other.service
      ? one.createdAt.localeCompare(other.createdAt)
      : other.service.localeCompare(one.service),
  );
}
