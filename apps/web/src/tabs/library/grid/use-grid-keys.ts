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
  /** Whether the card at this place has been read. */
  readonly isRead: (index: number) => boolean;
  readonly showRow: (row: number) => void;
  /** Enter and Space, which the grid itself knows nothing of; true where they did something. */
  readonly onPress: (key: string, index: number) => boolean;
}

/** One stop for the Tab key in the whole grid, moved by arrows, Home, End and Page keys. */
export function useGridKeys(options: GridKeysOptions) {
  const { listKey, scroller, columns, rowsAPage, total, first, end, isRead, showRow, onPress } = options;
  const [active, setActive] = useState(() => placeIn(listKey).active);
  /** Where the focus belongs, until it stands on a card that has been read. */
  const wanted = useRef<number | null>(null);
  const isActiveRead = isRead(active);

  // A card far away is drawn a moment after the grid was scrolled to it, and read a moment after that: until then something
  // else stands in its place, and the focus would go with it.
  useEffect(() => {
    if (wanted.current === null || wanted.current !== active || active < first || active >= end) return;
    const cell = `[data-index="${active}"]`;
    // A card's stop is its link; one that is still being read has none yet.
    scroller?.querySelector<HTMLElement>(`${cell} [data-stop], ${cell}[data-stop]`)?.focus({ preventScroll: true });
    if (isActiveRead) wanted.current = null;
  }, [active, isActiveRead, first, end, scroller]);

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
      if (Number.isNaN(index)) return;
      wanted.current = isRead(index) ? null : index;
      if (index === active) return;
      setActive(index);
      rememberPlace(listKey, { active: index });
    },
    onBlur: (blur: FocusEvent) => {
      // The focus went elsewhere on purpose; what is taken out of the page leaves it to nobody.
      if (blur.relatedTarget !== null) wanted.current = null;
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
