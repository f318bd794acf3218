import type { PostState, Publication } from '@videoexpress/job-schema';
import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import { channelKeys } from '../live/channel-keys.ts';

const [publications] = channelKeys.publication;

interface Page {
  readonly items: readonly Publication[];
  readonly nextCursor: string | null;
}
type History = InfiniteData<Page, string | null>;

function isNewer(publication: Publication, known: Publication): boolean {
  return publication.version > known.version;
}

/** Whether a list of these states has this publication: without states, it has all but drafts. */
export function belongsTo(publication: Publication, states: readonly PostState[]): boolean {
  if (states.length === 0) return !publication.draft;
  return publication.posts.some(({ state }) => states.includes(state));
}

/** The list with a publication as it now is: in its old place, at the front where it is new, or no longer in it. */
export function withPublication(known: History, publication: Publication, states: readonly PostState[]): History {
  const belongs = belongsTo(publication, states);
  const isKnown = known.pages.some(({ items }) => items.some(({ id }) => id === publication.id));
  const change = (items: readonly Publication[]) =>
    items.flatMap((each) => {
      if (each.id !== publication.id) return [each];
      if (!belongs) return [];
      return [isNewer(publication, each) ? publication : each];
    });
  const pages = isKnown ? known.pages.map((page) => ({ ...page, items: change(page.items) })) : known.pages;
  if (isKnown || !belongs) return { ...known, pages };
  const [first, ...others] = pages;
  const newest = first?.items[0];
  // What is older than all that was read comes with its own page.
  const isAmongRead = first?.nextCursor === null || newest === undefined || publication.createdAt >= newest.createdAt;
  if (first === undefined || !isAmongRead) return known;
  return { ...known, pages: [{ ...first, items: [publication, ...first.items] }, ...others] };
}

function isHistory(data: unknown): data is History {
  return typeof data === 'object' && data !== null && 'pages' in data;
}

function statesOf(queryKey: readonly unknown[]): readonly PostState[] {
  const named = queryKey[2];
  return typeof named === 'string' && named !== '' ? (named.split(',') as PostState[]) : [];
}

/** Brings every list up to a publication as it now is, from an event or an answer. */
export function putPublication(client: QueryClient, publication: Publication): void {
  // A read that is under way may have begun before this change.
  void client.invalidateQueries({
    queryKey: channelKeys.publication,
    predicate: ({ state }) => state.fetchStatus === 'fetching',
  });
  for (const [queryKey, data] of client.getQueriesData({ queryKey: [publications, 'history'] })) {
    if (isHistory(data)) client.setQueryData(queryKey, withPublication(data, publication, statesOf(queryKey)));
  }
  for (const [queryKey, data] of client.getQueriesData<readonly Publication[]>({
    queryKey: [publications, 'calendar'],
  })) {
    if (data === undefined) continue;
    const known = data.find(({ id }) => id === publication.id);
    if (known === undefined) void client.invalidateQueries({ queryKey });
    else if (isNewer(publication, known)) {
      client.setQueryData(
        queryKey,
        data.map((each) => (each.id === publication.id ? publication : each)),
      );
    }
  }
}

/** Takes a publication that is gone out of every list. */
export function purgePublication(client: QueryClient, id: string): void {
  for (const [queryKey, data] of client.getQueriesData({ queryKey: [publications] })) {
    const without = (items: readonly Publication[]) => items.filter((each) => each.id !== id);
    if (isHistory(data)) {
      client.setQueryData(queryKey, {
        ...data,
        pages: data.pages.map((page) => ({ ...page, items: without(page.items) })),
      });
    } else if (Array.isArray(data)) client.setQueryData(queryKey, without(data as readonly Publication[]));
  }
}
