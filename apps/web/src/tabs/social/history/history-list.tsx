'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from '../../../parts/button.tsx';
import { historyQuery } from '../../../publishing/publication-queries.ts';
import { HistoryRow } from './history-row.tsx';
import { useShownStates } from './state-filter.tsx';

/** Publications, newest first, each with where its posts stand. */
export function HistoryList() {
  const states = useShownStates();
  const { data, isError, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    historyQuery(states),
  );
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  if (isError) {
    return (
      <p className="flex items-center gap-3 p-4 text-text-2">
        The history could not be read.
        <Button size="small" onClick={() => void refetch()}>
          Try again
        </Button>
      </p>
    );
  }
  if (data !== undefined && items.length === 0) {
    return (
      <p className="p-4 text-text-2">
        {states.length === 0
          ? 'Nothing was posted yet. What you publish stands here, with its link.'
          : 'None of these.'}
      </p>
    );
  }
  return (
    <>
      <ul aria-label="History" className="divide-y divide-line">
        {items.map((publication) => (
          <HistoryRow key={publication.id} publication={publication} />
        ))}
      </ul>
      {hasNextPage ? (
        <div className="border-t border-line p-2">
          <Button tone="bare" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            Show older ones
          </Button>
        </div>
      ) : null}
    </>
  );
}
