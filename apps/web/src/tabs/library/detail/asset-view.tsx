'use client';

import type { AssetDetails } from '@videoexpress/job-schema';
import { ChevronLeft, ChevronRight, Star } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useRef } from 'react';
import { type Command, useCommands } from '../../../commands/command-registry.ts';
import { useAssetActions } from '../../../library/asset-actions.ts';
import { formatCount } from '../../../library/asset-words.ts';
import { libraryHref } from '../../../library/filters/library-filters.ts';
import { lastLibrary } from '../../../library/last-library.ts';
import { useEngineLabels } from '../../../library/use-engine-labels.ts';
import { IconButton } from '../../../parts/button.tsx';
import type { VideoPlayerHandle } from '../../../player/video-player.tsx';
import { AssetButtons } from './asset-buttons.tsx';
import { AssetFacts } from './asset-facts.tsx';
import { AssetKin } from './asset-kin.tsx';
import { AssetStage } from './asset-stage.tsx';
import { AssetTitle } from './asset-title.tsx';
import { SettingsTable } from './settings-table.tsx';
import { TrashedBanner } from './trashed-banner.tsx';
import { useNeighbours } from './use-neighbours.ts';
import { BackToLibrary } from '../back-to-library.tsx';

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.75 } as const;

/** One asset: large on the left, what is known of it on the right. */
export function AssetView({ details }: { details: AssetDetails }) {
  const { asset, settings } = details;
  const player = useRef<VideoPlayerHandle>(null);
  const labels = useEngineLabels();
  const actions = useAssetActions();
  const router = useRouter();
  const { previous, next, place, total } = useNeighbours(asset.id);
  const back = libraryHref(lastLibrary());
  // Replaced, not pushed: one step back is the library, however many were looked at.
  const goTo = (id: string | undefined) => {
    if (id !== undefined) router.replace(`/assets/${id}`);
  };
  // With a clip on the page, left and right step through its frames.
  const keys = asset.type === 'video' ? ['ArrowUp', 'ArrowDown'] : ['ArrowLeft', 'ArrowRight'];
  const commands: Command[] = [
    { id: 'asset.back', label: 'Back to the library', group: 'library', keys: 'Escape', run: () => router.push(back) },
  ];
  const [previousKeys = '', nextKeys = ''] = keys;
  if (previous !== null) {
    commands.push({
      id: 'asset.previous',
      label: 'Previous',
      group: 'library',
      keys: previousKeys,
      run: () => goTo(previous.id),
    });
  }
  if (next !== null) {
    commands.push({ id: 'asset.next', label: 'Next', group: 'library', keys: nextKeys, run: () => goTo(next.id) });
  }
  useCommands(commands);

  return (
    <>
      <div className="column-head flex shrink-0 items-center gap-2 border-b border-line px-4">
        <BackToLibrary href={back} keys="Esc" />
        <AssetTitle asset={asset} />
        <span className="ml-auto" />
        {place === null ? null : (
          <span className="shrink-0 text-meta text-text-3 max-md:hidden">
            {formatCount(place + 1)} of {formatCount(total ?? place + 1)}
          </span>
        )}
        <IconButton
          label="Previous"
          aria-disabled={previous === null}
          className="aria-disabled:opacity-40"
          onClick={() => goTo(previous?.id)}
        >
          <ChevronLeft {...icon} />
        </IconButton>
        <IconButton
          label="Next"
          aria-disabled={next === null}
          className="aria-disabled:opacity-40"
          onClick={() => goTo(next?.id)}
        >
          <ChevronRight {...icon} />
        </IconButton>
        <IconButton
          label={asset.favourite ? 'Take the star off (S)' : 'Star (S)'}
          aria-pressed={asset.favourite}
          className="-mr-2"
          onClick={() => void actions.setFavourite(asset, !asset.favourite)}
        >
          <Star {...icon} className={asset.favourite ? 'fill-current text-text-1' : ''} />
        </IconButton>
      </div>
      <TrashedBanner details={details} />
      <div className="relative flex min-h-0 flex-1 flex-col overflow-y-auto lg:flex-row lg:overflow-hidden">
        <div className="relative flex min-w-0 flex-col bg-surface-0 max-lg:shrink-0 lg:flex-1 lg:overflow-y-auto">
          <AssetStage details={details} player={player} />
          {asset.deletedAt === undefined ? (
            <AssetButtons details={details} frame={() => player.current?.frame() ?? 0} />
          ) : null}
        </div>
        <aside
          aria-label="About this file"
          className="relative grid shrink-0 grid-cols-[minmax(0,1fr)] content-start gap-6 border-line p-4 max-lg:border-t lg:w-80 lg:overflow-y-auto lg:border-l"
        >
          {settings === null ? null : (
            <SettingsTable settings={settings} engineLabel={labels[settings.engine] ?? settings.engine} />
          )}
          <AssetKin details={details} />
          <AssetFacts details={details} engineLabels={labels} />
        </aside>
      </div>
    </>
  );
}
