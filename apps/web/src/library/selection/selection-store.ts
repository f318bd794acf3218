'use client';

import type { Asset } from '@videoexpress/job-schema';
import { useSyncExternalStore } from 'react';
import { noSelection, type Selection, withAsset } from './selection.ts';

/** Chosen assets belong to the list they were chosen in, so that nothing is changed that cannot be seen. */
let listKey = '';
let selection = noSelection;
const listeners = new Set<() => void>();

/** Sets what is chosen in a list; whatever was chosen in another is not any more. */
export function setSelection(key: string, next: Selection): void {
  if (listKey === key && next === selection) return;
  listKey = key;
  selection = next;
  for (const listener of listeners) listener();
}

/** What is chosen in a list at this moment. */
export function selectionOf(key: string): Selection {
  return key === listKey ? selection : noSelection;
}

/** Brings the selection up to a change of one asset: what goes to the trash, or out of it, is not chosen any more. */
export function changeInSelection(asset: Asset): void {
  const known = selection.chosen.get(asset.id);
  if (known === undefined) return;
  const hasMoved = (known.deletedAt === undefined) !== (asset.deletedAt === undefined);
  setSelection(listKey, withAsset(selection, asset.id, hasMoved ? null : asset));
}

/** Takes an asset that is gone for good out of the selection. */
export function purgeFromSelection(id: string): void {
  setSelection(listKey, withAsset(selection, id, null));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What is chosen in a list, kept up to date. */
export function useSelection(key: string): Selection {
  return useSyncExternalStore(
    subscribe,
    () => selectionOf(key),
    () => noSelection,
  );
}
