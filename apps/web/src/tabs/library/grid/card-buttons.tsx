'use client';

import type { Asset } from '@videoexpress/job-schema';
import { Download, Ellipsis, FolderOpen, ImagePlus, Repeat, Send, Shuffle, Star, Trash2, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { Menu } from '../../../parts/menu.tsx';
import type { MenuItem } from '../../../parts/menu-items.ts';
import { useCardDeeds } from './card-context.ts';

const button =
  'grid size-6 place-items-center rounded-inner bg-over-picture text-on-picture hover:bg-well max-md:hidden';
const shown = 'opacity-0 group-hover/card:opacity-100 group-focus-within/card:opacity-100 pointer-coarse:opacity-100';

/** What can be done with a card at once, at its upper right. For a finger there is the page of the asset instead. */
export function CardButtons({ asset }: { asset: Asset }) {
  const deeds = useCardDeeds();
  const [isOpen, setIsOpen] = useState(false);
  if (asset.deletedAt !== undefined) {
    return (
      <span className={`absolute top-2 right-2 flex gap-1 ${shown}`}>
        <button
          type="button"
          tabIndex={-1}
          aria-label={`Restore ${asset.name}`}
          title="Restore"
          className={button}
          onClick={() => deeds.restore(asset)}
        >
          <Undo2 aria-hidden="true" size={16} strokeWidth={1.75} />
        </button>
      </span>
    );
  }
  const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.75 } as const;
  const canRemix = asset.type === 'video';
  const items: MenuItem[] = [
    ...(canRemix
      ? ([
          {
            kind: 'action',
            id: 'remix',
            label: 'Remix',
            keys: 'R',
            icon: <Shuffle {...icon} />,
            onChoose: () => deeds.remix(asset),
          },
          {
            kind: 'action',
            id: 'reproduce',
            label: 'Reproduce',
            icon: <Repeat {...icon} />,
            onChoose: () => deeds.reproduce(asset),
          },
          {
            kind: 'action',
            id: 'publish',
            label: 'Publish',
            keys: 'P',
            icon: <Send {...icon} />,
            onChoose: () => deeds.publish(asset),
          },
        ] as const)
      : []),
    {
      kind: 'action',
      id: 'input',
      label: 'Use as input',
      icon: <ImagePlus {...icon} />,
      onChoose: () => deeds.useAsInput(asset),
    },
    { kind: 'line', id: 'line' },
    {
      kind: 'action',
      id: 'download',
      label: 'Download',
      icon: <Download {...icon} />,
      onChoose: () => deeds.download(asset),
    },
    {
      kind: 'action',
      id: 'reveal',
      label: 'Show in folder',
      icon: <FolderOpen {...icon} />,
      onChoose: () => deeds.reveal(asset),
    },
    { kind: 'line', id: 'line-2' },
    {
      kind: 'action',
      id: 'delete',
      label: 'Delete',
      keys: 'Del',
      icon: <Trash2 {...icon} />,
      onChoose: () => deeds.remove(asset),
    },
  ];
  return (
    <span className={`absolute top-2 right-2 flex gap-1 ${isOpen ? '' : shown}`}>
      <button
        type="button"
        tabIndex={-1}
        aria-pressed={asset.favourite}
        aria-label={`Star ${asset.name}`}
        title={asset.favourite ? 'Take the star off (.)' : 'Star (.)'}
        className={button}
        onClick={() => deeds.star(asset)}
      >
        <Star {...icon} className={asset.favourite ? 'fill-current' : ''} />
      </button>
      {canRemix ? (
        <button
          type="button"
          tabIndex={-1}
          aria-label={`Remix ${asset.name}`}
          title="Remix (R)"
          className={button}
          onClick={() => deeds.remix(asset)}
        >
          <Shuffle {...icon} />
        </button>
      ) : null}
      <Menu
        label={asset.name}
        buttonLabel={`More for ${asset.name}`}
        align="end"
        tabIndex={-1}
        items={items}
        className={button}
        onOpenChange={setIsOpen}
      >
        <Ellipsis {...icon} />
      </Menu>
    </span>
  );
}
