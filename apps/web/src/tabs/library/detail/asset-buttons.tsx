'use client';

import type { AssetDetails } from '@videoexpress/job-schema';
import {
  Camera,
  Download,
  ExternalLink,
  FolderOpen,
  ImagePlus,
  Link2,
  Repeat,
  Send,
  Shuffle,
  Trash2,
} from 'lucide-react';
import { useRouter } from 'next/navigation';
import type { ReactNode } from 'react';
import { useCommands } from '../../../commands/command-registry.ts';
import { useAssetActions } from '../../../library/asset-actions.ts';
import { useAssetUses } from '../../../library/asset-uses.ts';
import { libraryHref } from '../../../library/filters/library-filters.ts';
import { lastLibrary } from '../../../library/last-library.ts';
import { Button } from '../../../parts/button.tsx';
import { copyText } from '../../../parts/copy-text.ts';
import { publishHref } from '../../../publishing/publish-href.ts';

interface AssetButtonsProps {
  readonly details: AssetDetails;
  /** The frame on the screen, counted from 0. */
  readonly frame: () => number;
}

interface Deed {
  readonly id: string;
  readonly label: string;
  readonly keys?: string;
  readonly icon: ReactNode;
  /** Why it cannot be done. */
  readonly offBecause?: string | undefined;
  readonly run: () => void;
}

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.75 } as const;

/** For what lies in a public bucket. */
function linkDeeds({ remoteUrl }: AssetDetails['asset']): readonly Deed[] {
  if (remoteUrl === undefined) return [];
  return [
    {
      id: 'copy_public_link',
      label: 'Copy public link',
      icon: <Link2 {...icon} />,
      run: () => void copyText(remoteUrl, 'Public link copied. Anyone who has it can open the clip.'),
    },
    {
      id: 'open_public_link',
      label: 'Open public link',
      icon: <ExternalLink {...icon} />,
      run: () => void window.open(remoteUrl, '_blank', 'noopener,noreferrer'),
    },
  ];
}

/** What can be done with the asset, by button and by key. */
export function AssetButtons({ details, frame }: AssetButtonsProps) {
  const { asset, settings, isMissing } = details;
  const actions = useAssetActions();
  const uses = useAssetUses();
  const router = useRouter();
  const noFile = isMissing ? 'The file is missing' : undefined;
  const noSettings = settings === null ? 'It carries no settings: no studio made it' : undefined;
  const isClip = asset.type === 'video';
  const clipDeeds: Deed[] = [
    {
      id: 'remix',
      label: 'Remix',
      keys: 'R',
      icon: <Shuffle {...icon} />,
      offBecause: noSettings,
      run: () => void uses.remix(asset),
    },
    {
      id: 'reproduce',
      label: 'Reproduce',
      keys: 'Shift+R',
      icon: <Repeat {...icon} />,
      offBecause: noSettings,
      run: () => void uses.reproduce(asset),
    },
  ];
  const deeds: Deed[] = [
    ...(isClip ? clipDeeds : []),
    ...(isClip || asset.type === 'image'
      ? [
          {
            id: 'input',
            label: 'Use as input',
            keys: 'U',
            icon: <ImagePlus {...icon} />,
            offBecause: noFile,
            run: () => void uses.useAsInput(asset, frame()),
          },
        ]
      : []),
    ...(isClip
      ? [
          {
            id: 'save_frame',
            label: 'Save frame',
            keys: 'Shift+S',
            icon: <Camera {...icon} />,
            offBecause: noFile,
            run: () => void uses.saveFrame(asset, frame()),
          },
          {
            id: 'publish',
            label: 'Publish',
            keys: 'P',
            icon: <Send {...icon} />,
            offBecause: noFile,
            run: () => router.push(publishHref(asset.id)),
          },
        ]
      : []),
    {
      id: 'reveal',
      label: 'Show in folder',
      icon: <FolderOpen {...icon} />,
      offBecause: noFile,
      run: () => void actions.reveal(asset),
    },
    {
      id: 'download',
      label: 'Download',
      icon: <Download {...icon} />,
      offBecause: noFile,
      run: () => actions.download(asset),
    },
    ...linkDeeds(asset),
    {
      id: 'delete',
      label: 'Delete',
      keys: 'Delete',
      icon: <Trash2 {...icon} />,
      run: () => {
        void actions.remove([asset]);
        router.push(libraryHref(lastLibrary()));
      },
    },
  ];
  useCommands([
    ...deeds
      .filter(({ offBecause }) => offBecause === undefined)
      .map(({ id, label, keys, run }) => ({
        id: `asset.${id}`,
        label,
        group: 'library' as const,
        ...(keys === undefined ? {} : { keys }),
        run,
      })),
    {
      id: 'asset.star',
      label: asset.favourite ? 'Take the star off' : 'Star',
      group: 'library',
      keys: 'S',
      run: () => void actions.setFavourite(asset, !asset.favourite),
    },
  ]);
  return (
    <div role="toolbar" aria-label="Actions" className="flex shrink-0 flex-wrap gap-2 p-4">
      {deeds.map(({ id, label, offBecause, icon: sign, run }) => (
        <Button
          key={id}
          aria-disabled={offBecause !== undefined}
          title={offBecause}
          className="aria-disabled:cursor-default aria-disabled:text-text-3"
          onClick={() => {
            if (offBecause === undefined) run();
          }}
        >
          {sign}
          {label}
        </Button>
      ))}
    </div>
  );
}
