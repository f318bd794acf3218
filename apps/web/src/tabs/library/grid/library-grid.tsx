'use client';

import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useState } from 'react';
import { keptWords, sourceWords, whenWords } from '../../../library/asset-words.ts';
import { placeIn, rememberPlace } from '../../../library/grid/grid-memory.ts';
import { useGridRows } from '../../../library/grid/use-grid-rows.ts';
import { toggleCard } from '../../../library/hover/playing-card.ts';
import type { ListingStore } from '../../../library/listing/listing-store.ts';
import { useSelection } from '../../../library/selection/selection-store.ts';
import { useEngineLabels } from '../../../library/use-engine-labels.ts';
import { useListing } from '../../../library/use-listing.ts';
import { useMediaQuery } from '../../../parts/media-query.ts';
import { useNowMinuteMs } from '../../../parts/now.ts';
import { useTrashDays } from '../use-trash-days.ts';
import { AssetCard, CardPlaceholder } from './asset-card.tsx';
import { CardContext } from './card-context.ts';
import { NewAssetsButton } from './new-assets-button.tsx';
import { useCardDeedsOf } from './use-card-deeds-of.ts';
import { useGridCommands } from './use-grid-commands.ts';
import { useGridKeys } from './use-grid-keys.ts';

const wide = { minCardWidth: 240, gap: 16, underHeight: 44 };
const narrow = { minCardWidth: 150, gap: 12, underHeight: 44 };
const paddingTop = 16;
/** Closer to the top than this, new assets go in at once. */
const atTopPixels = 40;

interface LibraryGridProps {
  readonly store: ListingStore;
  /** Tells this list from others, for what is chosen in it and where the person was. */
  readonly listKey: string;
}

/** The library as cards, however many there are. */
export function LibraryGrid({ store, listKey }: LibraryGridProps) {
  const { listing } = useListing(store);
  const selection = useSelection(listKey);
  const labels = useEngineLabels();
  const nowMs = useNowMinuteMs();
  const trashDays = useTrashDays();
  const isNarrow = useMediaQuery('(max-width: 767px)');
  const measures = isNarrow ? narrow : wide;
  const router = useRouter();
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const total = listing.total ?? 0;
  const [startAt] = useState(() => placeIn(listKey).offset);
  const grid = useGridRows({
    scroller,
    total,
    measures,
    paddingTop,
    startAt,
    onRange: store.want,
  });
  const { columns, rowHeight } = grid.layout;
  const { virtualizer } = grid;
  const keys = useGridKeys({
    listKey,
    scroller,
    columns,
    rowsAPage: Math.max(1, Math.floor((scroller?.clientHeight ?? 0) / rowHeight)),
    total,
    first: grid.first,
    end: grid.end,
    isRead: (index) => listing.rows.has(index),
    showRow: (row) => virtualizer.scrollToIndex(row),
    onPress: (key, index) => {
      const asset = listing.rows.get(index);
      if (asset === undefined) return false;
      if (key === 'Enter') router.push(`/assets/${asset.id}`);
      else if (key === ' ' && asset.type === 'video') toggleCard(asset.id);
      else return false;
      return true;
    },
  });
  const deeds = useCardDeedsOf(store, listKey);
  useGridCommands({ store, listKey, scroller, active: keys.active });

  useEffect(() => {
    if (scroller === null || !grid.isMeasured) return;
    const onScroll = () => {
      rememberPlace(listKey, { offset: scroller.scrollTop });
      store.setAtTop(scroller.scrollTop < atTopPixels);
    };
    onScroll();
    scroller.addEventListener('scroll', onScroll, { passive: true });
    return () => scroller.removeEventListener('scroll', onScroll);
  }, [scroller, listKey, store, grid.isMeasured]);

  const showHeld = useCallback(() => {
    store.showHeld();
    scroller?.scrollTo({ top: 0 });
  }, [store, scroller]);
  const wordsOf = (index: number) => {
    const asset = listing.rows.get(index);
    if (asset === undefined) return '';
    const when =
      asset.deletedAt === undefined ? whenWords(asset.createdAt, nowMs) : keptWords(asset.deletedAt, trashDays, nowMs);
    return `${sourceWords(asset, labels)}, ${when}`;
  };

  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <NewAssetsButton count={listing.held.length} onShow={showHeld} />
      <div
        ref={setScroller}
        data-scroller="library"
        className="min-h-0 flex-1 overflow-y-auto overscroll-contain pr-3 pl-6 [scrollbar-gutter:stable] [scrollbar-width:thin] max-md:pr-2 max-md:pl-4"
      >
        <CardContext value={deeds}>
          {/* oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- the focus is on its cells */}
          <div
            role="grid"
            aria-label="Files"
            aria-rowcount={Math.ceil(total / columns)}
            aria-colcount={columns}
            aria-multiselectable="true"
            className="relative"
            style={{ height: grid.height }}
            onFocus={keys.onFocus}
            onBlur={keys.onBlur}
            onKeyDown={keys.onKeyDown}
          >
            {grid.rows.map((row) => (
              <div
                key={row.key}
                role="row"
                aria-rowindex={row.index + 1}
                className="absolute inset-x-0 top-0 grid"
                style={{
                  transform: `translateY(${row.start}px)`,
                  gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
                  columnGap: measures.gap,
                }}
              >
                {Array.from({ length: Math.min(columns, total - row.index * columns) }, (_, column) => {
                  const index = row.index * columns + column;
                  const asset = listing.rows.get(index);
                  const isStop = index === keys.stop;
                  if (asset === undefined) {
                    return <CardPlaceholder key={`at-${index}`} index={index} column={column} isStop={isStop} />;
                  }
                  return (
                    <AssetCard
                      key={asset.id}
                      asset={asset}
                      index={index}
                      column={column}
                      words={wordsOf(index)}
                      isChosen={selection.chosen.has(asset.id)}
                      isChoosing={selection.chosen.size > 0}
                      isStop={isStop}
                    />
                  );
                })}
              </div>
            ))}
          </div>
        </CardContext>
      </div>
    </div>
  );
}
