'use client';

import type { AssetId } from '@videoexpress/job-schema';
import { useEffect, useMemo } from 'react';
import { rememberPlace } from '../../../library/grid/grid-memory.ts';
import { searchOfFilters } from '../../../library/filters/library-filters.ts';
import { lastLibrary } from '../../../library/last-library.ts';
import { openListing } from '../../../library/listing/open-listing.ts';
import { useListing } from '../../../library/use-listing.ts';

/** Rows read on either side, so that the next is there before it is asked for. */
const around = 3;

/** What comes before and after an asset in the list the person came from; null where there is nothing, or it is not in it. */
export function useNeighbours(id: AssetId) {
  const filters = lastLibrary();
  const store = useMemo(() => openListing(filters), [filters]);
  const { listing } = useListing(store);
  const place = listing.places.get(id);
  useEffect(() => {
    store.want(Math.max(0, (place ?? 0) - around), (place ?? 0) + around + 1);
    if (place !== undefined) rememberPlace(searchOfFilters(store.filters), { active: place });
  }, [store, place]);
  if (place === undefined) return { previous: null, next: null, place: null, total: listing.total };
  return {
    previous: listing.rows.get(place - 1) ?? null,
    next: listing.rows.get(place + 1) ?? null,
    place,
    total: listing.total,
  };
}
