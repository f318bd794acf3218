import type { Asset, CallError, Result } from '@videoexpress/job-schema';
import { api } from '../../api/client.ts';
import { type LibraryFilters, queryOfFilters } from '../filters/library-filters.ts';

/** Some rows of a list, and how many it has in all. */
export interface ListingPage {
  readonly items: readonly Asset[];
  readonly total: number;
}

/** Reads rows of one list; failures are values. */
export type ListingReader = (offset: number, limit: number) => Promise<Result<ListingPage, CallError>>;

/** Reads the daemon's list under these filters. Days are counted at the moment of each read. */
export function readerOf(filters: LibraryFilters): ListingReader {
  return async (offset, limit) => {
    const answer = await api.call('listAssets', {
      query: { ...queryOfFilters(filters, Date.now()), limit, offset },
    });
    if (!answer.ok) return answer;
    const { items, total } = answer.value.body;
    return { ok: true, value: { items, total: total ?? offset + items.length } };
  };
}
