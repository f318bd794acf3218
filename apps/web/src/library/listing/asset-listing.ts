import type { Asset } from '@videoexpress/job-schema';

/**
 * What is known of a long list: how many rows there are, and some of the rows, each at its place. Values only; reading
 * them is `listing-store.ts`.
 */
export interface AssetListing {
  /** Rows in the list, those not read included; null until the first answer. */
  readonly total: number | null;
  readonly rows: ReadonlyMap<number, Asset>;
  readonly places: ReadonlyMap<string, number>;
  /** New assets that are not in the list yet, newest first, because the person is looking further down. */
  readonly held: readonly Asset[];
  /** When the first row was made, as last seen: it may be far from the rows that are kept. */
  readonly firstMadeAt: string | null;
}

export const emptyListing: AssetListing = {
  total: null,
  rows: new Map(),
  places: new Map(),
  held: [],
  firstMadeAt: null,
};

function withRows(listing: AssetListing, total: number | null, rows: ReadonlyMap<number, Asset>): AssetListing {
  const places = new Map<string, number>();
  for (const [index, asset] of rows) places.set(asset.id, index);
  return { ...listing, total, rows, places, firstMadeAt: rows.get(0)?.createdAt ?? listing.firstMadeAt };
}

/** The list with a page of the daemon's answer put in at `offset`. A row that was known at another place has moved. */
export function withPage(listing: AssetListing, offset: number, items: readonly Asset[], total: number): AssetListing {
  const rows = new Map<number, Asset>();
  const moved = new Set(items.map(({ id }) => id));
  for (const [index, asset] of listing.rows) {
    const isReplaced = index >= offset && index < offset + items.length;
    if (index < total && !isReplaced && !moved.has(asset.id)) rows.set(index, asset);
  }
  for (const [at, asset] of items.entries()) rows.set(offset + at, asset);
  const held = listing.held.filter(({ id }) => !moved.has(id));
  return withRows({ ...listing, held }, total, rows);
}

/** The list with this asset as its first row; everything else is one further down. */
export function withFirst(listing: AssetListing, asset: Asset): AssetListing {
  const rows = new Map<number, Asset>([[0, asset]]);
  for (const [index, known] of listing.rows) rows.set(index + 1, known);
  return withRows(listing, (listing.total ?? 0) + 1, rows);
}

/** The list without this asset; what came after it closes the gap. The same list where it was not known. */
export function withoutAsset(listing: AssetListing, id: string): AssetListing {
  const place = listing.places.get(id);
  if (place === undefined) return listing;
  const rows = new Map<number, Asset>();
  for (const [index, asset] of listing.rows) {
    if (index !== place) rows.set(index > place ? index - 1 : index, asset);
  }
  return withRows(listing, listing.total === null ? null : listing.total - 1, rows);
}

/** The list with this asset as it now is, at its old place. The same list where it was not known. */
export function withChanged(listing: AssetListing, asset: Asset): AssetListing {
  const place = listing.places.get(asset.id);
  if (place === undefined) return listing;
  return { ...listing, rows: new Map(listing.rows).set(place, asset) };
}

/** A new asset kept back. */
export function withHeld(listing: AssetListing, asset: Asset): AssetListing {
  return { ...listing, held: [asset, ...listing.held.filter(({ id }) => id !== asset.id)] };
}

/** A held asset as it now is, or taken out with null. */
export function withHeldChanged(listing: AssetListing, id: string, asset: Asset | null): AssetListing {
  const held = listing.held.flatMap((each) => {
    if (each.id !== id) return [each];
    return asset === null ? [] : [asset];
  });
  return { ...listing, held };
}

/** The list with what was held in it, at the top. */
export function withHeldShown(listing: AssetListing): AssetListing {
  const shown = listing.held.toReversed().reduce(withFirst, { ...listing, held: [] });
  return { ...shown, held: [] };
}

/** The list with only the rows from `first` to before `end`: what is far away is read again when it is wanted. */
export function keepingRows(listing: AssetListing, first: number, end: number): AssetListing {
  const rows = new Map([...listing.rows].filter(([index]) => index >= first && index < end));
  return rows.size === listing.rows.size ? listing : withRows(listing, listing.total, rows);
}

/** Whether every row from `first` to before `end` is known, as far as the list goes. */
export function hasRows(listing: AssetListing, first: number, end: number): boolean {
  if (listing.total === null) return false;
  for (let index = first; index < Math.min(end, listing.total); index++) {
    if (!listing.rows.has(index)) return false;
  }
  return true;
}
