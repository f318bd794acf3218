'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { CallFailure, sentenceOf } from '../../../api/call-failure.ts';
import { call } from '../../../api/client.ts';
import { channelKeys } from '../../../live/channel-keys.ts';
import { Button } from '../../../parts/button.tsx';
import { useNowMs } from '../../../parts/now.ts';
import { AuditRow } from './audit-row.tsx';
import { auditFilters, type AuditFilterId, byDay } from './audit-words.ts';

const linesAtOnce = 100;

/** The log by days, newest first, all of it or one kind. It grows at its head while it is looked at. */
export function AuditLog() {
  const [filterId, setFilterId] = useState<AuditFilterId>('all');
  const nowMs = useNowMs();
  const filter = auditFilters.find(({ id }) => id === filterId);
  const action = filter?.actions.join(',') ?? '';
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: [...channelKeys.audit, action],
    queryFn: async ({ pageParam, signal }) => {
      const cursor = pageParam === null ? {} : { cursor: pageParam };
      const query = { limit: linesAtOnce, ...cursor, ...(action === '' ? {} : { action }) };
      return (await call('listAudit', { query, signal })).body;
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (before) => before,
  });
  const entries = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <label htmlFor="audit-filter" className="text-text-2">
          Show
        </label>
        <select
          id="audit-filter"
          value={filterId}
          onChange={(change) => {
            const chosen = auditFilters.find(({ id }) => id === change.target.value);
            if (chosen !== undefined) setFilterId(chosen.id);
          }}
          className="h-8 rounded-2 border border-line-control bg-surface-1 px-2 text-text-1 max-md:h-10 max-md:text-title"
        >
          {auditFilters.map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </select>
        <p className="text-meta text-text-3">Kept for good; nothing in it can be changed.</p>
      </div>
      {error instanceof CallFailure && data === undefined ? (
        <p role="alert" className="text-meta text-negative">
          {sentenceOf(error.reason)}
        </p>
      ) : null}
      {data !== undefined && entries.length === 0 ? (
        <p className="text-text-2">
          {filterId === 'all' ? 'Nothing was written down yet.' : 'Nothing of this kind yet.'}
        </p>
      ) : null}
      {byDay(entries, nowMs).map(({ key, label, entries: its }) => (
        <section key={key} aria-labelledby={`audit-${key}`} className="rounded-2 border border-line">
          <h2 id={`audit-${key}`} className="px-4 py-2.5 font-semibold">
            {label}
          </h2>
          <ol className="divide-y divide-line border-t border-line">
            {its.map((entry) => (
              <AuditRow key={entry.id} entry={entry} />
            ))}
          </ol>
        </section>
      ))}
      {hasNextPage ? (
        <div>
          <Button disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {isFetchingNextPage ? 'Loading…' : 'Show earlier ones'}
          </Button>
        </div>
      ) : null}
    </>
  );
}
