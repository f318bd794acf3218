'use client';

import { useSearchParams } from 'next/navigation';
import { useMemo } from 'react';
import {
  filtersOfSearch,
  type LibraryFilters,
  libraryHref,
  searchOfFilters,
} from '../../library/filters/library-filters.ts';
import { rememberLibrary } from '../../library/last-library.ts';

/**
 * The filters as the address names them, so that a link or the back button brings them back. Changing them writes the
 * address: a new step of the history, or in the place of the last one for what is still being typed.
 */
export function useLibraryAddress() {
  const search = useSearchParams();
  const text = search.toString();
  const filters = useMemo(() => filtersOfSearch(new URLSearchParams(text)), [text]);
  const setFilters = useMemo(
    () =>
      (next: LibraryFilters, step: 'push' | 'replace' = 'push') => {
        const href = libraryHref(next);
        rememberLibrary(next);
        if (step === 'push') window.history.pushState(null, '', href);
        else window.history.replaceState(null, '', href);
      },
    [],
  );
  return { filters, setFilters, key: searchOfFilters(filters), compare: search.get('compare') };
}
