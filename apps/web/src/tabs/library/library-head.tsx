'use client';

import { useQuery } from '@tanstack/react-query';
import { Plus, Trash2 } from 'lucide-react';
import { Link } from '../../parts/soft-link.tsx';
import { countWords, formatCount } from '../../library/asset-words.ts';
import { isFiltered, type LibraryFilters } from '../../library/filters/library-filters.ts';
import { libraryQuery } from '../../library/library-queries.ts';
import type { ListingState } from '../../library/listing/listing-store.ts';
import { Button, buttonClasses } from '../../parts/button.tsx';
import { DiskUse } from './disk-use.tsx';
import { BackToLibrary } from './back-to-library.tsx';

interface LibraryHeadProps {
  readonly filters: LibraryFilters;
  readonly state: ListingState;
  readonly onUpload: () => void;
}

/** `12 of 1,204 clips`; without a filter `1,204 clips`. Null while nothing was counted. */
function shownWords(filters: LibraryFilters, shown: number | null, all: number | undefined): string | null {
  if (shown === null) return null;
  if (!isFiltered(filters) || all === undefined || all < shown) return countWords(shown, filters.type);
  return `${formatCount(shown)} of ${countWords(all, filters.type)}`;
}

/** Where the person is, how much there is, and the way to bring files in. */
export function LibraryHead({ filters, state, onUpload }: LibraryHeadProps) {
  const { data: summary } = useQuery(libraryQuery);
  const { total, held } = state.listing;
  const ofType = summary?.byType.find((share) => share.type === filters.type)?.count ?? 0;
  const inLibrary = filters.type === null ? summary?.total.count : ofType;
  const all = filters.isTrash ? summary?.trash.count : inLibrary;
  const words = shownWords(filters, total === null ? null : total + held.length, all);
  return (
    <div className="column-head flex shrink-0 items-center gap-2 border-b border-line px-6 max-md:px-4">
      {filters.isTrash ? <BackToLibrary href="/library" /> : null}
      <h1 tabIndex={-1} className="text-read font-semibold">
        {filters.isTrash ? 'Trash' : 'Library'}
      </h1>
      <output className="min-w-0 truncate text-meta text-text-3">{words}</output>
      <span className="ml-auto" />
      {filters.isTrash ? null : (
        <>
          <DiskUse />
          <Link
            href="/library?view=trash"
            aria-label={summary === undefined ? 'Trash' : `Trash, ${countWords(summary.trash.count)}`}
            title="Trash"
            className={`${buttonClasses('bare')} text-text-2`}
          >
            <Trash2 aria-hidden="true" size={16} strokeWidth={1.75} />
            {summary === undefined || summary.trash.count === 0 ? null : formatCount(summary.trash.count)}
          </Link>
          <Button onClick={onUpload}>
            <Plus aria-hidden="true" size={16} strokeWidth={1.75} />
            Upload
          </Button>
        </>
      )}
    </div>
  );
}
