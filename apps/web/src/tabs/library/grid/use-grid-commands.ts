'use client';

import type { Asset } from '@videoexpress/job-schema';
import { useRouter } from 'next/navigation';
import { useCommands } from '../../../commands/command-registry.ts';
import { useAssetActions } from '../../../library/asset-actions.ts';
import { useAssetUses } from '../../../library/asset-uses.ts';
import { toggleCard } from '../../../library/hover/playing-card.ts';
import type { ListingStore } from '../../../library/listing/listing-store.ts';
import { noSelection, toggled } from '../../../library/selection/selection.ts';
import { isPublishable, publishHref } from '../../../publishing/publish-href.ts';
import { selectionOf, setSelection } from '../../../library/selection/selection-store.ts';
import { askBeforePurge } from '../dialogs/questions.ts';
import { compareHref } from '../compare-href.ts';
import { chooseRows } from './use-card-deeds-of.ts';

interface GridCommandsOptions {
  readonly store: ListingStore;
  readonly listKey: string;
  readonly scroller: HTMLElement | null;
  /** The card that the keyboard is on. */
  readonly active: number;
}

/** What the keys and the palette can do in the library: with what is chosen, else with the card the person is on. */
export function useGridCommands({ store, listKey, scroller, active }: GridCommandsOptions): void {
  const actions = useAssetActions();
  const uses = useAssetUses();
  const router = useRouter();

  /** The card under the keyboard, else the one under the mouse. */
  const current = (): { asset: Asset; index: number } | null => {
    const hovered = scroller?.querySelector<HTMLElement>('[data-index]:hover');
    const isInside = scroller?.contains(document.activeElement) === true;
    const index = isInside || hovered === null || hovered === undefined ? active : Number(hovered.dataset['index']);
    if (!isInside && (hovered === null || hovered === undefined)) return null;
    const asset = store.get().listing.rows.get(index);
    return asset === undefined ? null : { asset, index };
  };
  const targets = (): readonly Asset[] => {
    const chosen = [...selectionOf(listKey).chosen.values()];
    if (chosen.length > 0) return chosen;
    const on = current();
    return on === null ? [] : [on.asset];
  };
  const withFirst = (act: (asset: Asset) => unknown) => () => {
    const [asset] = targets();
    if (asset !== undefined) act(asset);
  };
  const { isTrash } = store.filters;

  useCommands([
    {
      id: 'library.delete',
      label: isTrash ? 'Delete for good' : 'Move to trash',
      group: 'library',
      keys: 'Delete',
      run: () => {
        const assets = targets();
        if (assets.length === 0) return;
        if (!isTrash) return void actions.remove(assets);
        const what = assets.length === 1 ? `${assets[0]?.name ?? ''} is` : `${assets.length} files are`;
        askBeforePurge('Delete for good?', `${what} removed from the disk. Nobody can bring that back.`, 'Delete', () =>
          actions.purge(assets),
        );
      },
    },
    {
      id: 'library.select_all',
      label: 'Choose everything in this list',
      group: 'library',
      keys: 'Mod+A',
      run: () => void chooseRows(store, listKey, 0, store.get().listing.total ?? 0),
    },
    {
      id: 'library.select',
      label: 'Choose this one, or no longer',
      group: 'library',
      keys: 'X',
      run: () => {
        const on = current();
        if (on !== null) setSelection(listKey, toggled(selectionOf(listKey), on.asset, on.index));
      },
    },
    {
      id: 'library.clear_selection',
      label: 'Choose nothing',
      group: 'library',
      keys: 'Escape',
      run: () => setSelection(listKey, noSelection),
    },
    ...(isTrash
      ? [
          {
            id: 'library.restore',
            label: 'Restore from the trash',
            group: 'library' as const,
            run: () => void actions.restore(targets()),
          },
        ]
      : [
          {
            id: 'library.star',
            label: 'Star, or take the star off',
            group: 'library' as const,
            keys: '.',
            run: () => {
              const assets = targets();
              const isFavourite = assets.some(({ favourite }) => !favourite);
              void actions.setFavourites(assets, isFavourite);
            },
          },
          {
            id: 'library.remix',
            label: 'Remix',
            group: 'library' as const,
            keys: 'R',
            run: withFirst((asset) => asset.type === 'video' && void uses.remix(asset)),
          },
          {
            id: 'library.publish',
            label: 'Publish',
            group: 'library' as const,
            keys: 'P',
            run: withFirst((asset) => isPublishable(asset) && router.push(publishHref(asset.id))),
          },
          {
            id: 'library.compare',
            label: 'Compare the two chosen clips',
            group: 'library' as const,
            keys: 'C',
            run: () => {
              const href = compareHref([...selectionOf(listKey).chosen.values()]);
              if (href !== null) router.push(href);
            },
          },
          {
            id: 'library.play',
            label: 'Play or pause in its card',
            group: 'library' as const,
            run: withFirst((asset) => asset.type === 'video' && toggleCard(asset.id)),
          },
          {
            id: 'library.download',
            label: 'Download',
            group: 'library' as const,
            run: () => actions.downloadAll(targets()),
          },
          {
            id: 'library.reveal',
            label: 'Show in folder',
            group: 'library' as const,
            run: withFirst((asset) => void actions.reveal(asset)),
          },
        ]),
  ]);
}
