'use client';

import { useEffect, useMemo } from 'react';
import { sentenceOf } from '../../api/call-failure.ts';
import type { LibraryFilters } from '../../library/filters/library-filters.ts';
import { rememberLibrary } from '../../library/last-library.ts';
import { openListing } from '../../library/listing/open-listing.ts';
import { useListing } from '../../library/use-listing.ts';
import { chooseFiles } from '../../uploads/choose-files.ts';
import { DropOverlay } from '../../uploads/drop-overlay.tsx';
import { queueUploads } from '../../uploads/upload-store.ts';
import { SelectionBar } from './bar/selection-bar.tsx';
import { LibraryTools } from './filters/library-tools.tsx';
import { LibraryGrid } from './grid/library-grid.tsx';
import { LibraryEmpty } from './library-empty.tsx';
import { LibraryHead } from './library-head.tsx';
import { TrashLine } from './trash-line.tsx';

interface LibraryViewProps {
  readonly filters: LibraryFilters;
  readonly setFilters: (next: LibraryFilters, step?: 'push' | 'replace') => void;
  readonly listKey: string;
}

/** The library under some filters. */
export function LibraryView({ filters, setFilters, listKey }: LibraryViewProps) {
  const store = useMemo(() => openListing(filters), [filters]);
  const state = useListing(store);
  const { listing, failure } = state;
  useEffect(() => {
    rememberLibrary(filters);
    store.want(0, 1);
  }, [filters, store]);
  // What is brought in while a project is open belongs to it.
  const { project } = filters;
  const add = (files: readonly File[]) => {
    if (files.length > 0) queueUploads(files, project === null || project === 'none' ? {} : { projectId: project });
  };
  return (
    <>
      <DropOverlay onFiles={add} label="Drop files to add them to the library" />
      <LibraryHead filters={filters} state={state} onUpload={() => void chooseFiles().then(add)} />
      {filters.isTrash ? <TrashLine /> : null}
      <LibraryTools filters={filters} setFilters={setFilters} />
      {failure === null ? null : (
        <p role="alert" className="shrink-0 border-b border-line bg-negative-quiet px-6 py-3">
          {sentenceOf(failure)}
        </p>
      )}
      {listing.total === 0 && listing.held.length === 0 ? (
        <LibraryEmpty filters={filters} setFilters={setFilters} />
      ) : (
        <LibraryGrid key={listKey} store={store} listKey={listKey} />
      )}
      <SelectionBar listKey={listKey} filters={filters} />
    </>
  );
}
