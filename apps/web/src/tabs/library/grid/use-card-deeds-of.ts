'use client';

import { useRouter } from 'next/navigation';
import { useMemo } from 'react';
import { useAssetActions } from '../../../library/asset-actions.ts';
import { useAssetUses } from '../../../library/asset-uses.ts';
import type { ListingStore } from '../../../library/listing/listing-store.ts';
import { rangeTo, toggled, withAdded } from '../../../library/selection/selection.ts';
import { selectionOf, setSelection } from '../../../library/selection/selection-store.ts';
import { publishHref } from '../../../publishing/publish-href.ts';
import { showToast } from '../../../toasts/toast-store.ts';
import { askBeforePurge } from '../dialogs/questions.ts';
import type { CardDeeds } from './card-context.ts';

/** Most that one range, or all at once, can be. */
export const mostChosen = 5000;

/** Chooses the rows from `first` to before `end`, reading those that were not read yet. Says so where it is too many. */
export async function chooseRows(store: ListingStore, listKey: string, first: number, end: number): Promise<void> {
  const stop = Math.min(end, first + mostChosen);
  const assets = await store.readRange(first, stop);
  if (assets === null) {
    showToast({ text: 'Not all of them could be read. Try again.', tone: 'negative' });
    return;
  }
  setSelection(listKey, withAdded(selectionOf(listKey), assets));
  if (stop < end) showToast({ text: `The first ${mostChosen} are chosen: the most at once.` });
}

/** What the cards of a list can ask for. */
export function useCardDeedsOf(store: ListingStore, listKey: string): CardDeeds {
  const actions = useAssetActions();
  const uses = useAssetUses();
  const router = useRouter();
  return useMemo(
    () => ({
      toggle: (asset, index) => setSelection(listKey, toggled(selectionOf(listKey), asset, index)),
      chooseTo: (index) => {
        const { first, end } = rangeTo(selectionOf(listKey), index);
        void chooseRows(store, listKey, first, end);
      },
      star: (asset) => void actions.setFavourite(asset, !asset.favourite),
      remove: (asset) => void actions.remove([asset]),
      restore: (asset) => void actions.restore([asset]),
      purge: (asset) =>
        askBeforePurge(
          'Delete for good?',
          `${asset.name} is removed from the disk. Nobody can bring it back.`,
          'Delete',
          () => actions.purge([asset]),
        ),
      remix: (asset) => void uses.remix(asset),
      publish: (asset) => router.push(publishHref(asset.id)),
      reproduce: (asset) => void uses.reproduce(asset),
      useAsInput: (asset) => void uses.useAsInput(asset),
      download: actions.download,
      reveal: (asset) => void actions.reveal(asset),
    }),
    [actions, uses, router, store, listKey],
  );
}
