'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useMemo, useState } from 'react';
import { type GridLayout, type GridMeasures, gridLayout } from './grid-layout.ts';

const rowsBeyondSight = 3;

/** The width that is left for cards in an element, without its padding; 0 before it is measured. */
function useInnerWidth(element: HTMLElement | null): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    if (element === null) return;
    const measure = () => {
      const style = getComputedStyle(element);
      setWidth(element.clientWidth - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  return width;
}

interface GridRowsOptions {
  /** What scrolls. Its padding at the sides is the grid's own. */
  readonly scroller: HTMLElement | null;
  readonly total: number;
  readonly measures: GridMeasures;
  readonly paddingTop: number;
  /** Where it is scrolled to as soon as it is as long as that, in pixels from the top. */
  readonly startAt?: number;
  /** Called with the cards in sight and a little beyond, from `first` to before `end`. */
  readonly onRange: (first: number, end: number) => void;
}

/** Only the rows in sight of a grid as long as one likes. */
export function useGridRows(options: GridRowsOptions) {
  const { scroller, total, measures, paddingTop, startAt = 0, onRange } = options;
  const width = useInnerWidth(scroller);
  const layout: GridLayout = useMemo(() => gridLayout(width, measures), [width, measures]);
  // Nothing of it is memoized: this hook runs whenever the rows in sight change.
  // oxlint-disable-next-line react/incompatible-library
  const virtualizer = useVirtualizer({
    count: width === 0 ? 0 : Math.ceil(total / layout.columns),
    getScrollElement: () => scroller,
    estimateSize: () => layout.rowHeight,
    overscan: rowsBeyondSight,
    paddingStart: paddingTop,
  });
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, layout.rowHeight]);
  const isMeasured = width > 0 && total > 0;
  useLayoutEffect(() => {
    // Only now is there anything to scroll: an empty list has no height.
    if (isMeasured && startAt > 0) scroller?.scrollTo({ top: startAt });
    // Once, with where it was at the start: afterwards the person scrolls.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [isMeasured, scroller]);
  const rows = virtualizer.getVirtualItems();
  const first = (rows[0]?.index ?? 0) * layout.columns;
  const end = rows.length === 0 ? 0 : ((rows.at(-1)?.index ?? 0) + 1) * layout.columns;
  useEffect(() => onRange(first, end), [onRange, first, end]);
  return { isMeasured, layout, rows, virtualizer, height: virtualizer.getTotalSize(), first, end };
}
