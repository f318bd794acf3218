'use client';

import { defaultRangeExtractor, type Range, useVirtualizer, useWindowVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useCallback, useLayoutEffect, useState } from 'react';
import { queuedRowHeight } from './queued-row.tsx';

/** The row at `index`, and how far from the list's own top it begins; null for a list that is drawn whole. */
export type DrawRow = (index: number, topPx: number | null) => ReactNode;

interface RowWindowProps {
  readonly count: number;
  /** A row that stays drawn wherever the list is scrolled to: the one that is being moved. */
  readonly keptIndex: number;
  readonly scroller: HTMLElement | null;
  readonly drawRow: DrawRow;
}

/** Shorter lists are drawn whole. */
const drawnWholeUpTo = 60;
const overscan = 8;

function useKept(keptIndex: number): (range: Range) => number[] {
  return useCallback(
    (range: Range) => {
      const drawn = defaultRangeExtractor(range);
      const isLacking = keptIndex >= 0 && keptIndex < range.count && !drawn.includes(keptIndex);
      return isLacking ? [...drawn, keptIndex].toSorted((a, b) => a - b) : drawn;
    },
    [keptIndex],
  );
}

/** How far below the top of what scrolls the list begins. What stands above it changes, and with it the height around. */
function useListTop(scroller: HTMLElement | null) {
  const [list, setList] = useState<HTMLElement | null>(null);
  const [topPx, setTopPx] = useState(0);
  useLayoutEffect(() => {
    if (list === null) return;
    const measure = () => {
      const base = scroller === null ? -window.scrollY : scroller.getBoundingClientRect().top - scroller.scrollTop;
      setTopPx(Math.round(list.getBoundingClientRect().top - base));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    if (list.parentElement !== null) observer.observe(list.parentElement);
    return () => observer.disconnect();
  }, [list, scroller]);
  return { setList, topPx };
}

interface DrawnProps extends Omit<RowWindowProps, 'scroller'> {
  readonly items: readonly { readonly index: number; readonly start: number }[];
  readonly setList: (list: HTMLElement | null) => void;
  readonly topPx: number;
}

function Drawn({ count, items, setList, topPx, drawRow }: DrawnProps) {
  return (
    <ol ref={setList} aria-label="Waiting" className="relative" style={{ height: count * queuedRowHeight }}>
      {items.map(({ index, start }) => drawRow(index, start - topPx))}
    </ol>
  );
}

function InScroller(props: RowWindowProps & { readonly scroller: HTMLElement }) {
  const { count, keptIndex, scroller } = props;
  const { setList, topPx } = useListTop(scroller);
  const rangeExtractor = useKept(keptIndex);
  // Nothing of it is memoized: the component is drawn again whenever the rows in sight change.
  // oxlint-disable-next-line react/incompatible-library
  const virtualizer = useVirtualizer({
    count,
    overscan,
    rangeExtractor,
    scrollMargin: topPx,
    estimateSize: () => queuedRowHeight,
    getScrollElement: () => scroller,
  });
  return <Drawn {...props} items={virtualizer.getVirtualItems()} setList={setList} topPx={topPx} />;
}

function InPage(props: RowWindowProps) {
  const { count, keptIndex } = props;
  const { setList, topPx } = useListTop(null);
  const rangeExtractor = useKept(keptIndex);
  // Nothing of it is memoized: the component is drawn again whenever the rows in sight change.
  // oxlint-disable-next-line react/incompatible-library
  const virtualizer = useWindowVirtualizer({
    count,
    overscan,
    rangeExtractor,
    scrollMargin: topPx,
    estimateSize: () => queuedRowHeight,
  });
  return <Drawn {...props} items={virtualizer.getVirtualItems()} setList={setList} topPx={topPx} />;
}

/** Draws the rows that are in sight, and all of them where there are few. */
export function RowWindow(props: RowWindowProps) {
  const { count, scroller, drawRow } = props;
  if (count > drawnWholeUpTo) {
    return scroller === null ? <InPage {...props} /> : <InScroller {...props} scroller={scroller} />;
  }
  return <ol aria-label="Waiting">{Array.from({ length: count }, (_, index) => drawRow(index, null))}</ol>;
}
