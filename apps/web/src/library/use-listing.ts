'use client';

import { useSyncExternalStore } from 'react';
import type { ListingState, ListingStore } from './listing/listing-store.ts';

/** A list of the library as it now is; watching it keeps what is on the screen true. */
export function useListing(store: ListingStore): ListingState {
  return useSyncExternalStore(store.subscribe, store.get, store.get);
}
