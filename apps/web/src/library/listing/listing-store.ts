import type { Asset, CallError } from '@videoexpress/job-schema';
import type { LibraryFilters } from '../filters/library-filters.ts';
import {
  type AssetListing,
  emptyListing,
  hasRows,
  keepingRows,
  withHeldShown,
  withoutAsset,
  withPage,
} from './asset-listing.ts';
import { afterAssetEvent } from './listing-events.ts';
import type { ListingReader } from './listing-reader.ts';

/** Rows in one read. */
export const pageRows = 200;
/** Rows kept on either side of those on the screen. */
const keptRowsAround = 1000;
/** Truth is read again at most this often, however many events come. */
const refreshPauseMs = 400;
const mostReadsAtOnce = 2;
const longestRetryMs = 5000;

export interface ListingState {
  readonly listing: AssetListing;
  /** Why the last read gave nothing; null once one did. */
  readonly failure: CallError | null;
}

export interface ListingStore {
  readonly filters: LibraryFilters;
  readonly subscribe: (listener: () => void) => () => void;
  readonly get: () => ListingState;
  /** Whether anybody looks at it. */
  readonly isWatched: () => boolean;
  /** Rows that are on the screen, from `first` to before `end`: they are read, and read again when they may be wrong. */
  readonly want: (first: number, end: number) => void;
  /** Whether new assets go in at the top at once, or are held until the person comes back up. */
  readonly setAtTop: (isAtTop: boolean) => void;
  readonly showHeld: () => void;
  readonly assetChanged: (asset: Asset) => void;
  readonly assetPurged: (id: string) => void;
  /** Everything may be wrong: what is on the screen is read again soon. */
  readonly refresh: () => void;
  /** The assets from `first` to before `end`, read where they are not known. Null when reading fails. */
  readonly readRange: (first: number, end: number) => Promise<readonly Asset[] | null>;
}

/** One long list of the library: rows read as they are wanted, kept true by events, bounded in memory. */
export function createListingStore(filters: LibraryFilters, read: ListingReader): ListingStore {
  const listeners = new Set<() => void>();
  const reading = new Set<number>();
  /** By page, the epoch in which it was last read. A page of an older epoch is shown, and read again when wanted. */
  const readIn = new Map<number, number>();
  let state: ListingState = { listing: emptyListing, failure: null };
  let wanted = { first: 0, end: 0 };
  let isAtTop = true;
  let epoch = 0;
  let changes = 0;
  let failures = 0;
  let refreshTimer: ReturnType<typeof setTimeout> | null = null;
  let retryTimer: ReturnType<typeof setTimeout> | null = null;

  function set(listing: AssetListing, failure: CallError | null = state.failure): void {
    if (listing === state.listing && failure === state.failure) return;
    state = { listing, failure };
    for (const listener of listeners) listener();
  }

  function nextPage(): number | null {
    const { listing } = state;
    // The first answer says how long the list is, and what is newest.
    if (listing.total === null) return reading.has(0) ? null : 0;
    const end = Math.min(wanted.end, listing.total);
    const firstPage = Math.floor(wanted.first / pageRows);
    const pages: number[] = [];
    for (let page = firstPage; page * pageRows < end; page++) pages.push(page);
    // A list that was read and is empty may have become wrong too.
    if (listing.total === 0 && wanted.end > 0) pages.push(0);
    return pages.find((page) => !reading.has(page) && !isFresh(page)) ?? null;
  }

  function isFresh(page: number): boolean {
    return readIn.get(page) === epoch && hasRows(state.listing, page * pageRows, (page + 1) * pageRows);
  }

  function pump(): void {
    if (retryTimer !== null || listeners.size === 0) return;
    while (reading.size < mostReadsAtOnce) {
      const page = nextPage();
      if (page === null) return;
      reading.add(page);
      void readPage(page, 0).finally(() => {
        reading.delete(page);
        pump();
      });
    }
  }

  async function readPage(page: number, triesBefore: number): Promise<void> {
    const at = { changes, epoch, held: state.listing.held.length };
    const offset = page * pageRows;
    const answer = await read(offset + at.held, pageRows);
    if (!answer.ok) return failed(answer.error);
    // Something moved meanwhile: the answer may be of before. Under a storm of events it is taken all the same.
    if (changes !== at.changes && triesBefore < 2) return readPage(page, triesBefore + 1);
    failures = 0;
    readIn.set(page, at.epoch);
    const total = Math.max(0, answer.value.total - state.listing.held.length);
    const filled = withPage(state.listing, offset, answer.value.items, total);
    set(keepingRows(filled, wanted.first - keptRowsAround, wanted.end + keptRowsAround), null);
    if (changes !== at.changes) refreshSoon();
  }

  function failed(error: CallError): void {
    set(state.listing, error);
    const delayMs = Math.min(500 * 2 ** failures, longestRetryMs);
    failures += 1;
    retryTimer ??= setTimeout(() => {
      retryTimer = null;
      pump();
    }, delayMs);
  }

  function refreshSoon(): void {
    refreshTimer ??= setTimeout(() => {
      refreshTimer = null;
      epoch += 1;
      pump();
    }, refreshPauseMs);
  }

  function moved(listing: AssetListing): void {
    changes += 1;
    set(listing);
  }

  return {
    filters,
    get: () => state,
    isWatched: () => listeners.size > 0,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    want: (first, end) => {
      wanted = { first: Math.max(0, first), end };
      pump();
    },
    setAtTop: (next) => {
      isAtTop = next;
      if (isAtTop && state.listing.held.length > 0) moved(withHeldShown(state.listing));
    },
    showHeld: () => moved(withHeldShown(state.listing)),
    assetChanged: (asset) => {
      const after = afterAssetEvent(state.listing, asset, filters, { isAtTop, nowMs: Date.now() });
      if (after.isMoved || after.isUncertain) changes += 1;
      set(after.listing);
      if (after.isUncertain) refreshSoon();
      else if (after.isMoved) pump();
    },
    assetPurged: (id) => {
      const before = state.listing;
      const held = before.held.filter((each) => each.id !== id);
      const after = held.length === before.held.length ? withoutAsset(before, id) : { ...before, held };
      moved(after);
      if (after === before) refreshSoon();
      else pump();
    },
    refresh: refreshSoon,
    readRange: async (first, end) => {
      const found: Asset[] = [];
      for (let offset = first; offset < end; offset += pageRows) {
        const limit = Math.min(pageRows, end - offset);
        const known = state.listing.rows;
        if (hasRows(state.listing, offset, offset + limit)) {
          for (let index = offset; index < offset + limit; index++) {
            const asset = known.get(index);
            if (asset !== undefined) found.push(asset);
          }
          continue;
        }
        const answer = await read(offset + state.listing.held.length, limit);
        if (!answer.ok) return null;
        found.push(...answer.value.items);
        if (answer.value.items.length < limit) break;
      }
      return found;
    },
  };
}
