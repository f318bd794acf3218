import type { Asset } from '@videoexpress/job-schema';

/** Which assets of a list are chosen, in the order they were, and the one that a range starts from. */
export interface Selection {
  readonly chosen: ReadonlyMap<string, Asset>;
  /** Place in the list; a Shift+click chooses from here. Null: from where it is made. */
  readonly anchor: number | null;
}

export const noSelection: Selection = { chosen: new Map(), anchor: null };

/** Chooses one, or no longer. */
export function toggled(selection: Selection, asset: Asset, index: number): Selection {
  const chosen = new Map(selection.chosen);
  if (!chosen.delete(asset.id)) chosen.set(asset.id, asset);
  return { chosen, anchor: index };
}

/** Adds these; a range goes on from the same anchor. */
export function withAdded(selection: Selection, assets: readonly Asset[]): Selection {
  const chosen = new Map(selection.chosen);
  for (const asset of assets) chosen.set(asset.id, asset);
  return { ...selection, chosen };
}

/** The places that a range covers, from its first to before its end. */
export function rangeTo(selection: Selection, index: number): { readonly first: number; readonly end: number } {
  const anchor = selection.anchor ?? index;
  return { first: Math.min(anchor, index), end: Math.max(anchor, index) + 1 };
}

/** The selection after an asset changed: as it now is, or no longer chosen. The same one where it was not. */
export function withAsset(selection: Selection, id: string, asset: Asset | null): Selection {
  if (!selection.chosen.has(id)) return selection;
  const chosen = new Map(selection.chosen);
  if (asset === null) chosen.delete(id);
  else chosen.set(id, asset);
  return { ...selection, chosen };
}
