import { type LibraryFilters, noFilters } from './filters/library-filters.ts';

let last: LibraryFilters = noFilters;

/** Keeps which list the person was in, for the way back and for next and previous. */
export function rememberLibrary(filters: LibraryFilters): void {
  last = filters;
}

/** The list the person was in last; everything at first. */
export function lastLibrary(): LibraryFilters {
  return last;
}
