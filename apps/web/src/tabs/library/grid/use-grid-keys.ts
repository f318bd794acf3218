'use client';

import { type FocusEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { isGridKey, movedInGrid } from '../../../library/grid/grid-layout.ts';
import { placeIn, rememberPlace } from '../../../library/grid/grid-memory.ts';

interface GridKeysOptions {
  readonly listKey: string;
  readonly scroller: HTMLElement | null;
  readonly columns: number;
  readonly rowsAPage: number;
  readonly total: number;
  /** Cards that are drawn, from `first` to before `end`. */
  readonly first: number;
  readonly end: number;
  readonly showRow: (row: number) => void;
  /** Enter and Space, which the grid itself knows nothing of; true where they did something. */
  readonly onPress: (key: string, index: number) => boolean;
}

/** One stop for the Tab key in the whole grid, moved by arrows, Home, End and Page keys. */
export function useGridKeys(options: GridKeysOptions) {
  const { listKey, scroller, columns, rowsAPage, total, first, end, showRow, onPress } = options;
  const [active, setActive] = useState(() => placeIn(listKey).active);
  const wanted = useRef<number | null>(null);

  // A card far away is drawn a moment after the grid was scrolled to it.
  useEffect(() => {
    if (wanted.current === null || wanted.current !== active || active < first || active >= end) return;
    const cell = `[data-index="${active}"]`;
    // A card's stop is its link; one that is still being read has none yet.
    scroller?.querySelector<HTMLElement>(`${cell} [data-stop], ${cell}[data-stop]`)?.focus({ preventScroll: true });
    wanted.current = null;
  }, [active, first, end, scroller]);

  const goTo = (index: number) => {
    wanted.current = index;
    setActive(index);
    rememberPlace(listKey, { active: index });
    showRow(Math.floor(index / columns));
  };
  return {
    active,
    /** The card that Tab comes to: the active one, or while that is out of sight, the first that is drawn. */
    stop: active >= first && active < end ? active : first,
    goTo,
    onFocus: (focus: FocusEvent) => {
      const cell = focus.target.closest<HTMLElement>('[data-index]');
      const index = Number(cell?.dataset['index'] ?? Number.NaN);
      if (Number.isNaN(index) || index === active) return;
      setActive(index);
      rememberPlace(listKey, { active: index });
    },
    onKeyDown: (press: KeyboardEvent) => {
      const cell = press.target instanceof HTMLElement ? press.target : null;
      // Keys pressed on a button inside a card are the button's, but for the arrows.
      const isOnCell = cell?.dataset['stop'] !== undefined;
      if (press.altKey || press.ctrlKey || press.metaKey) return;
      if (isGridKey(press.key)) {
        press.preventDefault();
        goTo(movedInGrid(press.key, active, columns, total, rowsAPage));
      } else if (isOnCell && onPress(press.key, active)) {
        press.preventDefault();
      }
    },
  };
}
