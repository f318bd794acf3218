import { type LibraryFilters, searchOfFilters } from '../filters/library-filters.ts';
import { keptListing } from './listing-registry.ts';
import { createListingStore, type ListingStore } from './listing-store.ts';
import { readerOf } from './listing-reader.ts';

/** The list with these filters: the same one for as long as it is looked at or was among the last few. */
export function openListing(filters: LibraryFilters): ListingStore {
  return keptListing(searchOfFilters(filters), () => createListingStore(filters, readerOf(filters)));
}
