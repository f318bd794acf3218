'use client';

import type { Asset } from '@videoexpress/job-schema';
import { Check, Star } from 'lucide-react';
import { Link } from '../../../parts/soft-link.tsx';
import { memo, type MouseEvent, useState } from 'react';
import { AssetPoster } from '../../../library/asset-poster.tsx';
import { lengthTag } from '../../../library/asset-words.ts';
import { HoverClip } from '../../../library/hover/hover-clip.tsx';
import { lengthTagClasses } from '../../../library/hover/length-tag.ts';
import { usePlayingCard } from '../../../library/hover/playing-card.ts';
import { useHoverPlay } from '../../../library/hover/use-hover-play.ts';
import { CardButtons } from './card-buttons.tsx';
import { useCardDeeds } from './card-context.ts';

interface AssetCardProps {
  readonly asset: Asset;
  readonly index: number;
  /** Counted from 0. */
  readonly column: number;
  /** `Sketch, 4 min ago`. */
  readonly words: string;
  readonly isChosen: boolean;
  /** Whether anything is chosen in the list: then every card shows where to choose it. */
  readonly isChoosing: boolean;
  /** Whether the Tab key comes here. */
  readonly isStop: boolean;
}

const tick =
  'absolute top-2 left-2 grid size-5 max-md:size-10 max-md:-top-0.5 max-md:-left-0.5 place-items-center rounded-full before:absolute before:inset-0 before:m-auto before:size-5 before:rounded-full before:border-[1.5px] before:border-on-picture before:bg-over-picture aria-checked:before:bg-on-picture';

/** One asset in the grid: its still, its name, where it comes from. Played, chosen and opened from here. */
export const AssetCard = memo(function AssetCard(props: AssetCardProps) {
  const { asset, index, column, words, isChosen, isChoosing, isStop } = props;
  const deeds = useCardDeeds();
  const playing = usePlayingCard(asset.id);
  // Buttons that only a pointer reaches are drawn for the first that comes: a list that scrolls by has none to draw.
  const [wasPointed, setWasPointed] = useState(false);
  const hover = useHoverPlay(asset.id, asset.type === 'video');
  const onClick = (click: MouseEvent) => {
    if (click.shiftKey) {
      click.preventDefault();
      deeds.chooseTo(index);
    } else if (click.ctrlKey || click.metaKey) {
      click.preventDefault();
      deeds.toggle(asset, index);
    }
  };
  return (
    <div
      role="gridcell"
      aria-colindex={column + 1}
      aria-selected={isChosen}
      data-index={index}
      data-asset={asset.id}
      className="group/card relative min-w-0 rounded-2"
      onPointerEnter={() => setWasPointed(true)}
    >
      <div
        {...hover}
        className="relative aspect-video overflow-hidden rounded-2 bg-well outline-offset-2 group-aria-selected/card:outline-2 group-aria-selected/card:outline-text-1 has-[[data-stop]:focus-visible]:outline-2 has-[[data-stop]:focus-visible]:outline-accent"
      >
        <AssetPoster asset={asset} />
        {asset.durationSeconds === undefined || playing !== null ? null : (
          <span aria-hidden="true" className={lengthTagClasses}>
            {lengthTag(asset.durationSeconds)}
          </span>
        )}
        {playing === null ? null : <HoverClip asset={asset} playing={playing} />}
        <Link
          href={`/assets/${asset.id}`}
          aria-labelledby={`${asset.id}-name ${asset.id}-words${asset.favourite ? ` ${asset.id}-star` : ''}`}
          tabIndex={isStop ? 0 : -1}
          data-stop=""
          draggable={false}
          className="absolute inset-0 outline-none"
          onClick={onClick}
        />
        <button
          type="button"
          role="checkbox"
          aria-checked={isChosen}
          aria-label={`Choose ${asset.name}`}
          tabIndex={-1}
          className={`${tick} ${isChoosing || isChosen ? '' : 'opacity-0 group-hover/card:opacity-100 group-focus-within/card:opacity-100 max-md:opacity-100 pointer-coarse:opacity-100'}`}
          onClick={(click) => {
            if (click.shiftKey) deeds.chooseTo(index);
            else deeds.toggle(asset, index);
          }}
        >
          {isChosen ? <Check aria-hidden="true" size={12} strokeWidth={3} className="relative text-well" /> : null}
        </button>
        {wasPointed ? <CardButtons asset={asset} /> : null}
      </div>
      <div className="mt-2 flex min-w-0 items-center gap-1 font-medium">
        <bdi id={`${asset.id}-name`} className="truncate">
          {asset.name}
        </bdi>
        {asset.favourite ? (
          <Star
            id={`${asset.id}-star`}
            role="img"
            aria-label="starred"
            size={12}
            strokeWidth={1.75}
            className="shrink-0 fill-current text-text-2"
          />
        ) : null}
      </div>
      <div id={`${asset.id}-words`} className="truncate text-meta text-text-2">
        {words}
      </div>
      {/* The lines below the picture open the asset too. Whoever hears the page or tabs through it has the link above. */}
      <Link
        href={`/assets/${asset.id}`}
        aria-hidden="true"
        tabIndex={-1}
        draggable={false}
        className="absolute inset-x-0 bottom-0 h-11 outline-none"
        onClick={onClick}
      />
    </div>
  );
});

/** A card whose asset is still being read. */
export function CardPlaceholder({ index, column, isStop }: { index: number; column: number; isStop: boolean }) {
  return (
    <div
      role="gridcell"
      aria-colindex={column + 1}
      aria-label="Being read"
      aria-busy="true"
      tabIndex={isStop ? 0 : -1}
      data-index={index}
      data-stop=""
      className="min-w-0 rounded-2"
    >
      <div className="aspect-video rounded-2 bg-surface-2" />
      <div className="mt-2 flex h-5 items-center">
        <span className="h-3 w-2/3 rounded-1 bg-surface-2" />
      </div>
      <div className="flex h-4 items-center">
        <span className="h-2.5 w-1/3 rounded-1 bg-surface-2" />
      </div>
    </div>
  );
}
