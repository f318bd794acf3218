/** How cards lie in a grid of a given width. All lengths in pixels. */
export interface GridLayout {
  readonly columns: number;
  readonly cardWidth: number;
  readonly rowHeight: number;
}

export interface GridMeasures {
  readonly minCardWidth: number;
  readonly gap: number;
  /** What stands under the picture, with the room between. */
  readonly underHeight: number;
}

/** As many columns as fit at the least width of a card, at least one; every picture 16:9, so all rows are equally high. */
export function gridLayout(width: number, measures: GridMeasures): GridLayout {
  const { minCardWidth, gap, underHeight } = measures;
  const columns = Math.max(1, Math.floor((width + gap) / (minCardWidth + gap)));
  const cardWidth = Math.max(0, (width - gap * (columns - 1)) / columns);
  return { columns, cardWidth, rowHeight: Math.round((cardWidth * 9) / 16) + underHeight + gap };
}

/** Keys that move in a grid, as the browser names them. */
export type GridKey = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown' | 'Home' | 'End' | 'PageUp' | 'PageDown';
const gridKeys: readonly string[] = [
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'Home',
  'End',
  'PageUp',
  'PageDown',
] satisfies readonly GridKey[];

/** Whether a key moves in a grid. */
export function isGridKey(key: string): key is GridKey {
  return gridKeys.includes(key);
}

/** Where a key leads from a card, in a grid of `total` cards with `rowsAPage` rows in sight. */
export function movedInGrid(key: GridKey, from: number, columns: number, total: number, rowsAPage: number): number {
  const page = columns * Math.max(1, rowsAPage);
  const steps: Readonly<Record<GridKey, number>> = {
    ArrowLeft: from - 1,
    ArrowRight: from + 1,
    // Up from the first row and down from the last stay where they are.
    ArrowUp: from - columns < 0 ? from : from - columns,
    ArrowDown: from + columns >= total ? lastRowBelow(from, columns, total) : from + columns,
    Home: 0,
    End: total - 1,
    PageUp: from - page < 0 ? from % columns : from - page,
    PageDown: from + page,
  };
  return Math.min(Math.max(0, steps[key]), Math.max(0, total - 1));
}

/** From the row before the last, down leads into the last even where it is shorter. */
function lastRowBelow(from: number, columns: number, total: number): number {
  const isInLastRow = Math.floor(from / columns) === Math.floor((total - 1) / columns);
  return isInLastRow ? from : total - 1;
}
